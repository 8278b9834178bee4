package org.wavetrain.local.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactDraft;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Provenance;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.artifacts.StageTags;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.local.runner.toy.Workshop;
import org.wavetrain.stage.RunTags;
import org.wavetrain.stage.Shard;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;

/** The runs of stages whose processes an orchestrator has lost, once its run is over. */
class AbandonedRunsTest {
  private static final ArtifactKey KEY = new ArtifactKey("counter", Sha256.of("left"));

  private Workshop workshop;
  private Tracking tracking;
  private RunSummary pipeline;

  @BeforeEach
  void open(@TempDir Path home) throws IOException {
    workshop = new Workshop(home);
    tracking = workshop.tracking();
    pipeline = tracking.run(start("toys", Optional.empty(), Map.of()));
  }

  @AfterEach
  void close() {
    workshop.close();
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "the open record of a stage that is gone, whose artifact is published",
      outcome = "its record says that it has finished, and when, and has its files")
  void aStageThatWasKilledAfterItPublishedHasFinishedWithItsAddressAndItsFiles() throws Exception {
    String stage = startStage(KEY);
    ArtifactDraft draft = workshop.store().draft(KEY);
    draft.put("metrics.json", "{}".getBytes(UTF_8));
    draft.publish(new Provenance(Map.of(), "{}", 7, "1", Duration.ofSeconds(1)));

    end(Map.of());

    RunSummary ended = tracking.run(stage);
    assertThat(ended.status()).isEqualTo(RunStatus.FINISHED);
    assertThat(ended.ended()).contains(workshop.store().findReadable(KEY).orElseThrow().created());
    assertThat(ended.tags()).containsEntry(RunTags.ARTIFACT, workshop.store().address(KEY));
    assertThat(workshop.store().folderAt(ended.artifactUri()).orElseThrow().names())
        .contains("metrics.json");
  }

  @Test
  void aShardThatWasKilledHasFinishedIfItsStageHas() throws Exception {
    String shard = startStage(new Shard(0, 2).keyIn(KEY));

    end(Map.of("left", KEY));

    assertThat(tracking.run(shard).status()).isEqualTo(RunStatus.FINISHED);
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "the open record of a stage that is gone, without an artifact",
      outcome = "its record says that it was killed, and those of other runs are left alone")
  void aStageThatWasKilledAtItsWorkIsKilledAndThoseOfOtherRunsAreLeftAlone() throws Exception {
    String killed = startStage(KEY);
    String other = start("left", Optional.of("another"), Map.of());

    end(Map.of());

    assertThat(tracking.run(killed).status()).isEqualTo(RunStatus.KILLED);
    assertThat(tracking.run(other).status()).isEqualTo(RunStatus.RUNNING);
    assertThat(tracking.run(pipeline.id()).status()).isEqualTo(RunStatus.RUNNING);
  }

  @Test
  void aStageThatWasKilledHasWorkedUntilItLoggedSomethingLast() throws Exception {
    String killed = startStage(KEY);
    try (TrackedRun run = tracking.resume(killed)) {
      run.metric("loss", 1, 0);
    }

    end(Map.of());

    RunSummary ended = tracking.run(killed);
    assertThat(ended.ended()).isPresent().isEqualTo(ended.lastLogged());
  }

  private void end(Map<String, ArtifactKey> made) throws IOException {
    new AbandonedRuns(tracking, workshop.store()).endStages(pipeline, made);
  }

  private String startStage(ArtifactKey key) {
    Map<String, String> tags = new HashMap<>();
    tags.put(ArtifactKey.TAG, key.toString());
    tags.put(StageTags.STAGE, "left");
    return start("left", Optional.of(pipeline.id()), tags);
  }

  private String start(String name, Optional<String> parent, Map<String, String> tags) {
    return tracking.start(new RunRequest(tracking.experiment("toys"), name, parent, tags)).id();
  }
}
