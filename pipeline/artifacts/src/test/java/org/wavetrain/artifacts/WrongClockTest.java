package org.wavetrain.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.FaultPlan;
import org.wavetrain.faults.FaultProxy;
import org.wavetrain.faults.HttpFault;
import org.wavetrain.faults.HttpFault.Refused;
import org.wavetrain.faults.HttpFault.SkewedClock;
import org.wavetrain.faults.HttpHead;

/** This machine's clock is wrong, so that the store refuses what is signed by it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongClockTest {
  private static final Duration AN_HOUR = Duration.ofHours(1);

  /** What Amazon's store allows. */
  private static final Duration ALLOWED = Duration.ofMinutes(15);

  private static final DateTimeFormatter SIGNED =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TOLD =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private S3Server server;
  private FaultProxy proxy;

  @BeforeAll
  void start(@TempDir Path home) throws Exception {
    // It would check times by its own clock, which is this machine's.
    server = S3Server.startWithoutSignatures(Files.createDirectory(home.resolve("s3")));
    proxy = new FaultProxy(server.settings().endpoint().orElseThrow());
  }

  @AfterAll
  void stop() throws Exception {
    proxy.close();
    server.close();
  }

  /** A store whose clock, from one of its calls on, is another than this machine's. */
  private static final class OtherClock implements FaultPlan {
    private final Duration ahead;
    private final int from;
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    OtherClock(Duration ahead, int from) {
      this.ahead = ahead;
      this.from = from;
    }

    boolean wasLookedAt() {
      return seen.get() > from;
    }

    @Override
    public Optional<HttpFault> of(HttpHead request) {
      if (seen.getAndIncrement() < from) {
        return Optional.empty();
      }
      Instant now = Instant.now().plus(ahead);
      Instant signed = SIGNED.parse(request.header("x-amz-date").orElseThrow(), Instant::from);
      if (Duration.between(signed, now).abs().compareTo(ALLOWED) <= 0) {
        return Optional.of(new SkewedClock(ahead));
      }
      refused.incrementAndGet();
      Refused refusal = Refused.s3(403, "RequestTimeTooSkewed");
      return Optional.of(
          new Refused(
              refusal.status(),
              Map.of("Content-Type", "application/xml", "Date", TOLD.format(now)),
              refusal.body()));
    }
  }

  private static void work(ArtifactStore store, ArtifactKey key) throws IOException {
    ArtifactDraft draft = store.draft(key);
    draft.put("file", new byte[] {1});
    Manifest published = draft.publish(new Provenance(Map.of(), "{}", 1, "1", Duration.ZERO));
    assertThat(store.find(key)).contains(published);
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected =
          "the store's clock and this machine's an hour apart from each call on, so that it refuses"
              + " what is signed (RequestTimeTooSkewed)",
      outcome = "signed again by the store's clock, once and for all; the artifact is whole")
  void aWrongClockIsCorrected() throws Exception {
    try (ArtifactStore store = ArtifactStore.connect(server.settingsThrough(proxy.address()))) {
      boolean more = true;
      for (int call = 0; more; call++) {
        // The client keeps what it has learnt, so that the clock has to change each time.
        OtherClock plan = new OtherClock(call % 2 == 0 ? AN_HOUR : Duration.ZERO, call);
        ArtifactKey key = new ArtifactKey("finetune", Sha256.of("key " + call));
        proxy.plan(plan);
        work(store, key);
        new StoredManifests(server).assertEachHasItsFiles(key);
        more = plan.wasLookedAt();
        assertThat(plan.refused.get()).as("call %d", call).isEqualTo(more ? 1 : 0);
      }
      // Other tests in this process have this machine's clock again.
      proxy.plan(new OtherClock(Duration.ZERO, 0));
      store.find(new ArtifactKey("finetune", Sha256.of("key")));
    }
  }
}
