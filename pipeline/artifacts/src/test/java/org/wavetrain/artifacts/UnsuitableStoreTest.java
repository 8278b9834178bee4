package org.wavetrain.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.FaultPlan;
import org.wavetrain.faults.FaultProxy;
import org.wavetrain.faults.HttpFault.LostAnswer;
import org.wavetrain.faults.HttpFault.UnknownHeaders;

/**
 * Stores that pass over what is asked of them, as older servers do with headers they don't know.
 */
class UnsuitableStoreTest {
  private S3Server server;
  private FaultProxy proxy;
  private ArtifactStore store;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    server = S3Server.startWithoutSignatures(folder);
    proxy = new FaultProxy(server.settings().endpoint().orElseThrow());
    store = ArtifactStore.connect(server.settingsThrough(proxy.address()));
  }

  @AfterEach
  void stop() throws Exception {
    store.close();
    proxy.close();
    server.close();
  }

  private void ignores(String headers) {
    proxy.plan(FaultPlan.always(request -> true, new UnknownHeaders(headers)));
  }

  @Test
  void oneThatHoldsToThemIsSuitable() throws Exception {
    try (CapturedLog log = CapturedLog.of(ArtifactStore.class)) {
      store.requireConditions();
      assertThat(log.events()).isEmpty();
    }
    assertThat(StoreProbe.run(server.settings())).isTrue();
    assertThat(server.objectsBelow(server.file("claims"))).isEmpty();
    assertThat(server.objectsBelow(server.file("doctor"))).isEmpty();
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "a store that ignores If-None-Match, or If-Match",
      outcome = "refused at the start with STORE_UNSUITABLE, which says what it ignores")
  void oneThatIgnoresConditionsIsNamed() {
    for (String condition : List.of("If-None-Match", "If-Match")) {
      ignores(condition.toLowerCase(Locale.ROOT));
      assertThatThrownBy(() -> store.requireConditions())
          .isInstanceOfSatisfying(
              UserFailure.class,
              failure -> assertThat(failure.code()).isEqualTo(ArtifactError.STORE_UNSUITABLE))
          .hasMessageContaining("although " + condition + " forbade it")
          .hasMessageContaining(proxy.address().toString());
    }
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "a store that ignores checksums",
      outcome = "named in the log of each run, and by doctor; damage is noticed by digests")
  void oneThatIgnoresChecksumsIsNamed() {
    ignores("x-amz-checksum");
    try (CapturedLog log = CapturedLog.of(ArtifactStore.class)) {
      store.requireConditions();
      assertThat(log.events())
          .singleElement()
          .extracting(ILoggingEvent::getFormattedMessage)
          .asString()
          .contains(proxy.address().toString(), "does not check checksums");
    }
    assertThat(StoreProbe.run(server.settingsThrough(proxy.address()))).isFalse();
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "an answer is lost while it is tried out whether the store holds to conditions",
      outcome = "the store is not blamed for it")
  void aLostAnswerIsNoReasonToRefuseAStore() {
    for (int call = 0; call < 5; call++) {
      proxy.plan(FaultPlan.only(call, new LostAnswer()));
      assertThatCode(() -> store.requireConditions()).doesNotThrowAnyException();
    }
  }
}
