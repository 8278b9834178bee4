package org.wavetrain.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.Bucket.Outcome;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class BucketTest {
  private static final String KEY = "claims/one.json";

  /** One is not enough: whether the server hangs up too early depends on who is quicker. */
  private static final int WRITES = 200;

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "a store that hangs up as soon as it has refused a write",
      outcome = "its refusal is read, each time")
  void refusalsOfWritesAreNotTakenForBrokenExchanges(@TempDir Path folder) throws Exception {
    try (S3Server server = S3Server.start(folder);
        Bucket bucket = Bucket.connect(server.settings())) {
      bucket.put(KEY, "first".getBytes(UTF_8));
      byte[] other = "other".getBytes(UTF_8);

      for (int write = 0; write < WRITES; write++) {
        assertThat(bucket.putIfUnchanged(KEY, other, "\"of another\"").outcome())
            .isEqualTo(Outcome.EXISTS);
        assertThat(bucket.putIfAbsent(KEY, other).outcome()).isEqualTo(Outcome.EXISTS);
      }

      assertThat(bucket.get(KEY)).hasValue("first".getBytes(UTF_8));
    }
  }

  @Test
  void writesThatArriveAreNotSentAgain(@TempDir Path folder) throws Exception {
    try (S3Server server = S3Server.start(folder);
        Bucket bucket = Bucket.connect(server.settings())) {
      String tag = bucket.putIfAbsent(KEY, new byte[] {0}).tag();

      for (int write = 1; write < WRITES; write++) {
        Bucket.ConditionalWrite answer = bucket.putIfUnchanged(KEY, new byte[] {(byte) write}, tag);

        // A second attempt would find the version gone that the first has replaced.
        assertThat(answer.outcome()).isEqualTo(Outcome.WRITTEN);
        tag = answer.tag();
      }
    }
  }

  @Test
  void aFileOfManyPartsIsStoredWhole(@TempDir Path folder) throws Exception {
    byte[] content = new byte[(int) FileUpload.SMALLEST_PART_BYTES + 1];
    Arrays.fill(content, (byte) 7);
    Path file = Files.write(folder.resolve("big"), content);
    try (S3Server server = S3Server.start(Files.createDirectory(folder.resolve("s3")));
        Bucket bucket = Bucket.connect(server.settings())) {
      bucket.put("big", file, content.length);

      assertThat(bucket.get("big")).hasValue(content);
    }
  }
}
