package org.wavetrain.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ArtifactWriter;
import org.wavetrain.artifacts.CheckpointStore;
import org.wavetrain.definition.Parameters;

/** All that a running stage can see of the world. */
public interface StageContext {
  Parameters parameters();

  /** The seed from which every random choice of the stage is derived. */
  long seed();

  /** The artifact behind a required, not repeated input. */
  ArtifactReader input(String port);

  /** The artifact behind an optional input. */
  Optional<ArtifactReader> optionalInput(String port);

  /**
   * The artifacts behind an input, in the order of the pipeline file; empty when there are none.
   */
  List<ArtifactReader> inputs(String port);

  /** The folders behind an input that takes sources, in the order of the pipeline file. */
  List<SourceFolder> sources(String port);

  /** Where the files of the output go. */
  ArtifactWriter output();

  /** States to go on from when the stage is interrupted. */
  CheckpointStore checkpoints();

  /** Metrics and notes of this run, sent to the tracking server. */
  RunLog log();

  /** What the person watching sees. */
  Progress progress();

  /** An empty folder of the stage's own, removed when it ends. */
  Path workDirectory();

  /**
   * Whether the stage was asked to stop (SIGTERM, or the parent process is gone). A long-running
   * stage looks between steps, saves a checkpoint and throws {@link StageStopped}.
   */
  boolean stopRequested();
}
