package org.wavetrain.local.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.local.EmbeddedServerError;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;

final class TrackingDatabaseTest {
  private static final String ROOT = "s3://b/mlflow";

  @TempDir private Path folder;

  @Test
  void theTablesAreThoseOfMlflow() throws Exception {
    Path file = folder.resolve("tracking.db");
    EmbeddedTracking.start(file, ROOT).close();

    try (Database database = Database.open(file)) {
      List<String> tables =
          database.read(
              sql ->
                  sql.query(
                      "SELECT name FROM sqlite_master WHERE type = 'table'",
                      List.of(),
                      row -> row.getString(1)));
      assertThat(tables)
          .hasSize(19)
          .contains("experiments", "runs", "metrics", "latest_metrics", "registered_models");
      assertThat(database.read(Schema::revision)).contains("f5a4f2784254");
    }
  }

  @Test
  void everythingOutlivesARestart() {
    Path file = folder.resolve("tracking.db");
    String experiment;
    try (EmbeddedTracking server = EmbeddedTracking.start(file, ROOT);
        Tracking tracking = Tracking.connect(server.address())) {
      experiment = tracking.experiment("kept");
    }
    try (EmbeddedTracking server = EmbeddedTracking.start(file, ROOT);
        Tracking tracking = Tracking.connect(server.address())) {
      assertThat(tracking.findExperiment("kept")).contains(experiment);
    }
  }

  @Test
  void ofManyThatBeginAtOnceOneMakesTheDatabaseAndAllUseIt() throws Exception {
    Path file = folder.resolve("tracking.db");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<String>> experiments = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      String name = "of " + number;
      experiments.add(
          threads.submit(
              () -> {
                try (EmbeddedTracking server = EmbeddedTracking.start(file, ROOT);
                    Tracking tracking = Tracking.connect(server.address())) {
                  return tracking.experiment(name);
                }
              }));
    }
    threads.shutdown();

    Set<String> ids = new HashSet<>();
    for (Future<String> experiment : experiments) {
      ids.add(experiment.get());
    }
    assertThat(ids).hasSize(4);
    try (EmbeddedTracking server = EmbeddedTracking.start(file, ROOT);
        Tracking tracking = Tracking.connect(server.address())) {
      assertThat(tracking.experiments()).hasSize(5);
    }
  }

  @Test
  void aDatabaseThatAProcessOfAnEarlierReleaseOnlyBeganIsFinished() throws Exception {
    Path file = folder.resolve("tracking.db");
    Database.open(file).close();

    EmbeddedTracking.start(file, ROOT).close();
    try (Database database = Database.open(file)) {
      assertThat(database.read(Schema::revision)).contains("f5a4f2784254");
    }
  }

  @Test
  void aDatabaseOfAnotherVersionIsRefused() throws Exception {
    Path file = folder.resolve("tracking.db");
    EmbeddedTracking.start(file, ROOT).close();
    try (Database database = Database.open(file)) {
      database.write(sql -> sql.update("UPDATE alembic_version SET version_num = 'abcdef'"));
    }

    assertRefused(file, "abcdef");
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "a tracking database that is none",
      outcome = "TRACKING_DATABASE_UNUSABLE names the file")
  void aFileThatIsNoDatabaseIsRefused() throws IOException {
    Path file = folder.resolve("tracking.db");
    Files.writeString(file, "not a database, and long enough to be read as a header ".repeat(20));

    assertRefused(file, file.toString());
  }

  @Test
  @Tag("slow")
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "the embedded server is killed",
      outcome = "all that it had accepted is there after a restart")
  void whatWasLoggedBeforeTheServerWasKilledIsThere() throws Exception {
    Path file = folder.resolve("tracking.db");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledServer.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String runId;
    try (BufferedReader output =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Tracking tracking = Tracking.connect(URI.create(output.readLine()))) {
      TrackedRun run = tracking.start(new RunRequest("0", "killed", Optional.empty(), Map.of()));
      runId = run.id();
      for (int step = 0; step < 3000; step++) {
        run.metric("loss", step, step);
      }
      run.flush();
      process.destroyForcibly().waitFor();
    }

    try (EmbeddedTracking server = EmbeddedTracking.start(file, ROOT);
        Tracking tracking = Tracking.connect(server.address())) {
      assertThat(tracking.history(runId, "loss").points()).hasSize(3000);
    }
  }

  /** A server in a process of its own, which prints its address and waits to be killed. */
  static final class KilledServer {
    private KilledServer() {}

    public static void main(String[] arguments) throws Exception {
      try (EmbeddedTracking server = EmbeddedTracking.start(Path.of(arguments[0]), ROOT)) {
        System.out.println(server.address());
        Thread.sleep(60_000);
      }
    }
  }

  private static void assertRefused(Path file, String offender) {
    assertThatThrownBy(() -> EmbeddedTracking.start(file, ROOT))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure ->
                assertThat(failure.code())
                    .isEqualTo(EmbeddedServerError.TRACKING_DATABASE_UNUSABLE))
        .hasMessageContaining(offender);
  }
}
