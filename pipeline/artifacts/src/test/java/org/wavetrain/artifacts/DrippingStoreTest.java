package org.wavetrain.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.FaultPlan;
import org.wavetrain.faults.FaultProxy;
import org.wavetrain.faults.HttpFault;
import org.wavetrain.faults.HttpFault.SlowAnswer;
import org.wavetrain.faults.HttpFault.SlowRequest;

/** Each drop is a sign of the store, so that waiting for signs alone would go on for hours. */
@Tag("slow")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DrippingStoreTest {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** More than the buffers of two connections hold. */
  private final byte[] large = new byte[16 << 20];

  private S3Server server;
  private FaultProxy proxy;
  private ObjectStoreSettings settings;
  private Path file;

  @BeforeEach
  void start(@TempDir Path home) throws Exception {
    new Random(1).nextBytes(large);
    file = Files.write(home.resolve("large"), large);
    server = S3Server.start(Files.createDirectory(home.resolve("s3")));
    proxy = new FaultProxy(server.settings().endpoint().orElseThrow());
    settings = server.settingsThrough(proxy.address(), Duration.ofSeconds(10));
  }

  @AfterEach
  void stop() throws Exception {
    proxy.close();
    server.close();
  }

  private Bucket bucket(long bytesASecond) {
    return Bucket.connect(settings, new Pace(PATIENCE, bytesASecond));
  }

  private void always(HttpFault fault) {
    proxy.plan(FaultPlan.always(request -> true, fault));
  }

  private void assertIsGivenUp(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ArtifactError.STORE_UNREACHABLE))
        .hasMessageContaining(proxy.address().toString());
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "every answer in drops that would take hours, each in time",
      outcome = "given up after some tries with STORE_UNREACHABLE")
  void anAnswerInDropsIsGivenUp() {
    try (Bucket bucket = bucket(8 << 10)) {
      bucket.put("object", new byte[100_000]);
      always(new SlowAnswer(10, Duration.ofMillis(100)));

      assertIsGivenUp(() -> bucket.get("object"));
      assertIsGivenUp(() -> bucket.keys(""));
    }
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "a store that takes every request's body in drops that would take hours",
      outcome = "given up after some tries with STORE_UNREACHABLE; nothing is visible")
  void anUploadInDropsIsGivenUp() {
    try (Bucket bucket = bucket(16 << 20)) {
      always(new SlowRequest(10, Duration.ofMillis(100)));

      assertIsGivenUp(() -> bucket.put("large", file, large.length));

      proxy.plan(FaultPlan.NONE);
      assertThat(bucket.get("large")).isEmpty();
    }
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "a slow line, over which a large object takes longer than a sign of the store may",
      outcome = "it goes through, both ways")
  void whatIsLargeGoesOverASlowLine() throws Exception {
    byte[] content = Arrays.copyOf(large, 4 << 20);
    Files.write(file, content);
    try (Bucket bucket = bucket(8 << 10)) {
      // Forty pauses, twice as long together as a sign of the store may take.
      always(new SlowRequest(content.length / 40, Duration.ofMillis(50)));
      bucket.put("large", file, content.length);

      always(new SlowAnswer(content.length / 40, Duration.ofMillis(50)));
      assertThat(bucket.get("large")).hasValue(content);
    }
  }
}
