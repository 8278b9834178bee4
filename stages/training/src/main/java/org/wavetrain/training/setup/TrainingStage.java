package org.wavetrain.training.setup;

import java.io.IOException;
import java.time.Duration;
import org.wavetrain.definition.Parameters;
import org.wavetrain.stage.Stage;
import org.wavetrain.stage.StageContext;
import org.wavetrain.wav2vec2.kernels.Kernels;

/** A stage that trains a model; it has the parameters of {@link TrainingParameters#declare}. */
public abstract class TrainingStage implements Stage {
  @Override
  public final Duration roughEstimate(Parameters parameters) {
    return RoughEstimate.of(parameters);
  }

  /** How long an epoch is, only the corpus says. */
  @Override
  public final boolean estimatesUnseen(Parameters parameters) {
    return !RoughEstimate.countsEpochs(parameters);
  }

  @Override
  public final long memoryMebibytes(Parameters parameters) {
    return RoughMemory.mebibytes(parameters, descriptor().memoryMebibytes());
  }

  /** Refuses first what can be refused before a corpus is copied, such as a missing device. */
  @Override
  public final void run(StageContext context) throws IOException, InterruptedException {
    Parameters parameters = context.parameters();
    ScheduleParameters.requireUse(parameters);
    try (Kernels kernels =
        DeviceParameter.kernels(parameters, TrainingParameters.precision(parameters))) {
      train(context, kernels);
    }
  }

  /**
   * Does the work of {@link #run}.
   *
   * @param kernels of the device and the precision that the parameters say; closed by the caller
   */
  protected abstract void train(StageContext context, Kernels kernels)
      throws IOException, InterruptedException;
}
