package org.wavetrain.training.loop;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.wavetrain.artifacts.CheckpointStore;
import org.wavetrain.stage.Progress;
import org.wavetrain.stage.RunLog;
import org.wavetrain.stage.StageContext;

/**
 * What a training needs of the world around it.
 *
 * @param log where metrics go
 * @param progress what the person watching sees
 * @param checkpoints where states are kept
 * @param directory a folder for temporary files
 * @param stopRequested whether to save the state and stop
 */
public record TrainingHost(
    RunLog log,
    Progress progress,
    CheckpointStore checkpoints,
    Path directory,
    BooleanSupplier stopRequested) {
  public static TrainingHost of(StageContext context) {
    return new TrainingHost(
        context.log(),
        context.progress(),
        context.checkpoints(),
        context.workDirectory().resolve("training"),
        context::stopRequested);
  }
}
