package org.wavetrain.training.setup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.stage.StageContext;
import org.wavetrain.training.batch.BatchSettings;
import org.wavetrain.training.batch.Batches;
import org.wavetrain.training.loop.BestMetric;
import org.wavetrain.training.loop.Trainer;
import org.wavetrain.training.loop.TrainerSettings;
import org.wavetrain.training.loop.TrainerState;
import org.wavetrain.training.loop.TrainingHost;
import org.wavetrain.training.loop.TrainingObjective;
import org.wavetrain.wav2vec2.format.ModelFolder;

/**
 * Runs the training of one stage.
 *
 * @param context the stage's
 * @param data what to train on
 * @param batching how utterances are put together
 * @param defaults those of the stage
 */
public record TrainingRun(
    StageContext context, TrainingData data, BatchSettings batching, TrainingDefaults defaults) {
  /** How it trains: what the parameters say, epochs and ratios counted in updates. */
  public TrainerSettings settings() {
    return TrainingParameters.trainer(
        context.parameters(), defaults, training().inEpoch(), context.seed());
  }

  private Batches training() {
    return new Batches(data.training(), batching, context.seed());
  }

  /** Trains to the end; the objective's parameters are then those to publish. */
  public TrainerState train(TrainingObjective objective) throws IOException, InterruptedException {
    Batches training = training();
    TrainerSettings settings = settings();
    describe(objective.bestMetric(), settings, training.inEpoch());
    Batches validation = new Batches(data.validation(), batching, context.seed());
    try (Trainer trainer =
        new Trainer(settings, objective, training, validation, TrainingHost.of(context))) {
      return trainer.run();
    }
  }

  /** Puts the model, what it started from, and the state at the end of its training. */
  public void publish(ModelFolder folder, TrainerState state) throws IOException {
    Path directory = context.workDirectory().resolve("model");
    folder.write(directory);
    state.write(directory);
    TrainingStart.of(context).write(directory);
    context.output().putAll("", directory);
  }

  private void describe(BestMetric best, TrainerSettings settings, int batchesInEpoch) {
    Map<String, String> figures = new TreeMap<>();
    figures.put("updates", Long.toString(settings.steps()));
    figures.put("batches_in_epoch", Integer.toString(batchesInEpoch));
    figures.put("best_by_metric", best.toString());
    figures.put("training_utterances", Integer.toString(data.training().size()));
    figures.put("validation_utterances", Integer.toString(data.validation().size()));
    figures.put("set_aside_utterances", Integer.toString(data.setAside().total()));
    context.log().parameters(figures);
    if (data.setAside().total() > 0) {
      context
          .progress()
          .message(
              "set aside %d of %d utterances: %s"
                  .formatted(
                      data.setAside().total(), data.setAside().seen(), data.setAside().summary()));
    }
    if (data.heldOut()) {
      context
          .progress()
          .message("the corpus has no validation split; a twentieth of training is held out");
    }
  }
}
