package org.wavetrain.local.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.wavetrain.failure.MachineError;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;

final class FullDiskTest {
  /** As SQLite sees a full disk: it may not make its file longer. */
  private static final String NO_MORE_PAGES = "PRAGMA max_page_count = 1";

  @Test
  void memoryThatProcessesShareNeedsADiskToo() {
    SQLiteException failure =
        new SQLiteException("I/O error within xShmMap", SQLiteErrorCode.SQLITE_IOERR_SHMSIZE);

    assertThat(Database.errorType(failure)).isEqualTo(ErrorType.RESOURCE_LIMIT_EXCEEDED);
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "a database that cannot grow",
      outcome =
          "DISK_FULL names the folder; nothing is half written, and it goes on once there is space")
  void aFullDiskBelowTheDatabaseIsNamedAndNothingIsHalfWritten(@TempDir Path folder)
      throws Exception {
    Database database = EmbeddedTracking.open(folder.resolve("tracking.db"), "s3://b/mlflow");
    try (EmbeddedTracking server = EmbeddedTracking.start(database, "s3://b/mlflow");
        Tracking tracking = Tracking.connect(server.address())) {
      TrackedRun run = tracking.start(new RunRequest("0", "r", Optional.empty(), Map.of()));
      database.read(sql -> sql.query(NO_MORE_PAGES, List.of(), row -> row.getInt(1)));
      for (int tag = 0; tag < 100; tag++) {
        run.tag("tag" + tag, "x".repeat(4000));
      }

      assertThatThrownBy(run::flush)
          .isInstanceOfSatisfying(
              UserFailure.class,
              failure -> assertThat(failure.code()).isEqualTo(MachineError.DISK_FULL))
          .hasMessageContaining(server.address().toString())
          .hasMessageContaining("The disk of " + folder + " is full");

      assertThat(tracking.run(run.id()).tags().keySet()).noneMatch(tag -> tag.startsWith("tag"));
      database.read(
          sql -> sql.query("PRAGMA max_page_count = 10000", List.of(), row -> row.getInt(1)));
      run.finish(RunStatus.FINISHED);
    }
  }
}
