package org.wavetrain.training.loop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.training.batch.BatchPosition;

/**
 * All that a training needs to go on, apart from the tensors: {@code trainer/state.json}.
 *
 * @param seed of all randomness
 * @param step updates done
 * @param position the next batch
 * @param optimizerUpdates how often each range of parameters was updated
 * @param skippedUpdates updates left out because the gradient was not finite
 * @param skippedInARow how many of them were the latest ones
 * @param best the best evaluation
 * @param history all evaluations
 * @param warnings all warnings
 * @param watch what the convergence watch remembers
 * @param objective what the objective remembers
 */
public record TrainerState(
    long seed,
    long step,
    BatchPosition position,
    List<Long> optimizerUpdates,
    long skippedUpdates,
    int skippedInARow,
    Best best,
    List<EvaluationRecord> history,
    List<TrainingWarning> warnings,
    WatchState watch,
    Map<String, Long> objective) {
  public TrainerState {
    optimizerUpdates = List.copyOf(optimizerUpdates);
    history = List.copyOf(history);
    warnings = List.copyOf(warnings);
    // Sorted, for equal states to be equal files.
    objective = new TreeMap<>(objective);
  }

  /** Writes {@code trainer/state.json} below a folder. */
  public void write(Path directory) throws IOException {
    new CheckpointFolder(directory).writeState(this);
  }
}
