package org.wavetrain.local.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.CheckpointStore;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Proof;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.local.runner.toy.Diary;
import org.wavetrain.local.runner.toy.Workshop;

/** Stages that are made although their artifacts exist. */
class RemadeStagesTest {
  private final Diary diary = new Diary();
  private Workshop workshop;
  private Path scratch;

  @BeforeEach
  void open(@TempDir Path home) throws IOException {
    scratch = home;
    workshop = new Workshop(home);
  }

  @AfterEach
  void close() {
    workshop.close();
  }

  @Test
  void aStageIsMadeAgainWhenAskedToAndWhatFollowsStaysCached() throws Exception {
    workshop.runUntil(diary, "left");
    Diary second = new Diary();
    workshop.runUntil(second, "left", Set.of("files"));

    assertThat(diary.entries()).doesNotContain("right MISS", "last MISS");
    assertThat(second.entries())
        .containsSubsequence("left MISS", "files started: --no-cache", "files Made", "left Cached");
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "a failure of a stage that is made again although it was published",
      outcome = "what it published before stays as it was")
  void aStageThatFailsWhenItIsMadeAgainLeavesItsArtifactAsItWas() throws Exception {
    ArtifactKey key = workshop.runUntil(diary, "left").outcomes().get("left").key();
    Manifest before = workshop.store().find(key).orElseThrow();
    workshop.breakStages();

    assertThatThrownBy(() -> makeAgain(new Diary(), "left"))
        .hasMessageContaining("The toy is broken");

    assertThat(workshop.store().find(key)).contains(before);
  }

  @Test
  void aStageThatIsMadeAgainCountsFromTheStartAndGoesOnOnlyIfItWasInterrupted() throws Exception {
    ArtifactKey key = workshop.runUntil(diary, "left").outcomes().get("left").key();
    leaveCheckpoint(workshop.store().checkpoints(key));
    Diary again = new Diary();
    makeAgain(again, "left");
    assertThat(again.entries()).contains("left Made").noneMatch(RemadeStagesTest::goesOn);

    leaveCheckpoint(workshop.store().checkpointsOfReplacement(key, Proof.NOT_NEEDED));
    Diary interrupted = new Diary();
    makeAgain(interrupted, "left");
    assertThat(interrupted.entries()).contains("left Made").anyMatch(RemadeStagesTest::goesOn);
  }

  @Test
  void checkpointsOfAnArtifactThatExistsAreRemoved(@TempDir Path empty) throws Exception {
    ArtifactKey key = workshop.runUntil(diary, "files").outcomes().get("files").key();
    leaveCheckpoint(workshop.store().checkpoints(key));

    workshop.runUntil(diary, "files");

    assertThat(workshop.store().checkpoints(key).restoreLatest(empty)).isEmpty();
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "the manifest of a cached stage is damaged",
      outcome = "ARTIFACT_CORRUPT names --no-cache, which mends it")
  void aDamagedManifestIsMendedByMakingTheArtifactAgain() throws Exception {
    ArtifactKey key = workshop.runUntil(diary, "files").outcomes().get("files").key();
    Files.writeString(workshop.manifest(key), "damaged");
    assertThatThrownBy(() -> workshop.runUntil(diary, "files"))
        .isInstanceOfSatisfying(
            UserFailure.class, failure -> assertThat(failure.remedy()).contains("--no-cache"));

    makeAgain(new Diary(), "files");

    assertThat(workshop.store().find(key)).isPresent();
  }

  private void makeAgain(Diary again, String stage) throws IOException, InterruptedException {
    workshop.runUntil(again, stage, Set.of(stage));
  }

  private void leaveCheckpoint(CheckpointStore checkpoints) throws IOException {
    checkpoints.save(2, Files.createTempDirectory(scratch, "state"));
  }

  private static boolean goesOn(String entry) {
    return entry.startsWith("left said: goes on after step ");
  }
}
