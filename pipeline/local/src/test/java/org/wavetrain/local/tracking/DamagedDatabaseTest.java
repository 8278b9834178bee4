package org.wavetrain.local.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.Trials;
import org.wavetrain.local.EmbeddedServerError;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;

/** A tracking database of which the disk has lost a bit, or the end. */
@Tag("slow")
class DamagedDatabaseTest {
  private static final String ROOT = "s3://b/mlflow";
  private static final int STEPS = 500;

  @TempDir private Path folder;
  private Path file;
  private Path seal;

  static IntStream trials() {
    return Trials.orUsually(20);
  }

  @BeforeEach
  void track() {
    file = folder.resolve("tracking.db");
    seal = new DatabaseSeal(file).path();
    try (EmbeddedTracking server = EmbeddedTracking.start(file, ROOT);
        Tracking tracking = Tracking.connect(server.address());
        TrackedRun run = tracking.start(new RunRequest("0", "r", Optional.empty(), Map.of()))) {
      for (int step = 0; step < STEPS; step++) {
        run.metric("loss", 1.0 / (step + 1), step);
      }
      run.finish(RunStatus.FINISHED);
    }
  }

  /** As a disk does it: the file's time stays. */
  private void change(byte[] content) throws IOException {
    FileTime modified = Files.getLastModifiedTime(file);
    Files.write(file, content);
    Files.setLastModifiedTime(file, modified);
  }

  @ParameterizedTest
  @MethodSource("trials")
  @Fault(
      area = FaultArea.DISK,
      injected = "a wrong bit in a page of a tracking database that was closed",
      outcome = "noticed by its digest: TRACKING_DATABASE_UNUSABLE says what can be done")
  void aWrongBitIsNoticed(int trial) throws IOException {
    Random random = new Random(trial);
    byte[] content = Files.readAllBytes(file);
    content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    change(content);

    assertRefused(seal.toString());
  }

  @ParameterizedTest
  @MethodSource("trials")
  @Fault(
      area = FaultArea.DISK,
      injected = "a tracking database that is cut off, after it was closed or was open",
      outcome =
          "noticed by its size or by SQLite: TRACKING_DATABASE_UNUSABLE says what can be done")
  void aMissingEndIsNoticed(int trial) throws IOException {
    byte[] content = Files.readAllBytes(file);
    change(
        Arrays.copyOf(content, trial < 2 ? 0 : 1 + new Random(trial).nextInt(content.length - 1)));
    if (trial % 2 == 0) {
      // As a process leaves it that is killed.
      Files.delete(seal);
    }

    assertRefused("start afresh");
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "a tracking database that is empty or gone, beside its digest or its log",
      outcome =
          "TRACKING_DATABASE_UNUSABLE, and nothing takes its place; once all of it is moved away, a"
              + " new one is made")
  void whatIsEmptyOrGoneIsNotReplacedByANewOne() throws IOException {
    // Not as a disk does it: the file's time is another one than that of the seal.
    Files.write(file, new byte[0]);
    assertRefused("all files beside it");
    Files.delete(file);
    assertRefused("all files beside it");
    Path log = folder.resolve("tracking.db-wal");
    Files.move(seal, log);
    assertRefused("all files beside it");
    assertThat(file).doesNotExist();

    Files.delete(log);
    EmbeddedTracking.start(file, ROOT).close();
    assertThat(folder).isDirectoryNotContaining(kept -> !kept.equals(file) && !kept.equals(seal));
  }

  private void assertRefused(String remedy) {
    assertThatThrownBy(() -> EmbeddedTracking.start(file, ROOT).close())
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(EmbeddedServerError.TRACKING_DATABASE_UNUSABLE);
              assertThat(failure.remedy()).contains(remedy);
            })
        .hasMessageContaining(file.toString());
  }

  @Test
  void whatAnotherProgramWroteIsNoDamage() throws SQLException {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.execute("UPDATE runs SET name = 'renamed'");
    }

    EmbeddedTracking.start(file, ROOT).close();
    assertThat(seal).exists();
  }

  @Test
  void aSealThatIsNoneIsPassedOver() throws IOException {
    Files.writeString(seal, "");

    EmbeddedTracking.start(file, ROOT).close();
    assertThat(seal).isNotEmptyFile();
  }

  @Test
  void whileItIsOpenThereIsNoSealToHoldItTo() {
    try (EmbeddedTracking first = EmbeddedTracking.start(file, ROOT)) {
      EmbeddedTracking.start(file, ROOT).close();
      assertThat(seal).doesNotExist();
    }
    assertThat(seal).exists();
  }
}
