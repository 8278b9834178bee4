package org.wavetrain.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Provenance;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.local.runner.toy.Workshop;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.Tracking;

/** What a run makes of the tracking runs that killed processes left open. */
class PipelineTrackingTest {
  private static final ArtifactKey KEY = new ArtifactKey("counter", Sha256.of("left"));

  private Path home;
  private Workshop workshop;
  private Tracking tracking;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    home = folder;
    workshop = new Workshop(home);
    tracking = workshop.tracking();
  }

  @AfterEach
  void close() {
    workshop.close();
  }

  @Test
  void aStageThatWasKilledAfterItPublishedHasFinished() throws IOException {
    String pipeline = beginAndForget("toys", 7);
    String stage = startStage(pipeline);
    publish();

    beginAndForget("toys", 7);

    assertThat(tracking.run(stage).status()).isEqualTo(RunStatus.FINISHED);
  }

  @Test
  void aStageThatWasKilledWhileItMadeItsArtifactAgainHasNot() throws IOException {
    publish();
    String pipeline = beginAndForget("toys", 7);
    String stage = startStage(pipeline);

    beginAndForget("toys", 7);

    assertThat(tracking.run(stage).status()).isEqualTo(RunStatus.KILLED);
  }

  @Test
  void aRunThatIsGoneOnWithHasTheSeedOfToday() throws IOException {
    String first = beginAndForget("toys", 7);
    String second = beginAndForget("toys", 8);

    assertThat(second).isEqualTo(first);
    assertThat(tracking.run(second).tags()).containsEntry("wavetrain.seed", "8");
    assertThat(tracking.run(second).status()).isEqualTo(RunStatus.RUNNING);
  }

  @Test
  void eachPipelineGoesOnWithItsOwnRun() throws IOException {
    String toys = beginAndForget("toys", 7);
    String games = beginAndForget("games", 7);

    assertThat(tracking.run(toys)).extracting(RunSummary::status).isEqualTo(RunStatus.KILLED);
    assertThat(beginAndForget("toys", 7)).isEqualTo(toys);
    assertThat(beginAndForget("games", 7)).isEqualTo(games);
  }

  @Test
  void aRunThatWentThroughIsNotGoneOnWith() throws IOException {
    String first;
    try (PipelineTracking run = begin("toys", 7)) {
      first = run.id();
      run.finish(RunStatus.FINISHED);
    }

    assertThat(beginAndForget("toys", 7)).isNotEqualTo(first);
  }

  /** As a process that is killed leaves it: never finished. */
  private String beginAndForget(String name, long seed) throws IOException {
    try (PipelineTracking run = begin(name, seed)) {
      return run.id();
    }
  }

  private PipelineTracking begin(String name, long seed) throws IOException {
    Pipeline toys = workshop.pipeline();
    Pipeline pipeline =
        new Pipeline(
            name,
            Optional.empty(),
            seed,
            toys.sources(),
            toys.stages(),
            toys.registration(),
            List.of(),
            toys.orchestration());
    return PipelineTracking.begin(tracking, workshop.store(), pipeline, home, "run");
  }

  private String startStage(String pipeline) {
    return tracking
        .start(
            new RunRequest(
                tracking.experiment("toys"),
                "left",
                Optional.of(pipeline),
                Map.of(ArtifactKey.TAG, KEY.toString())))
        .id();
  }

  private void publish() throws IOException {
    workshop
        .store()
        .draft(KEY)
        .publish(new Provenance(Map.of(), "{}", 7, "1", Duration.ofSeconds(1)));
  }
}
