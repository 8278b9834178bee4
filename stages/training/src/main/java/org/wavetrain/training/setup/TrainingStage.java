package org.wavetrain.training.setup;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.wavetrain.definition.ParameterProblem;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PlannedStage;
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
    return !TrainingBudget.countsEpochs(parameters);
  }

  @Override
  public final long memoryMebibytes(Parameters parameters) {
    return RoughMemory.mebibytes(parameters, descriptor().memoryMebibytes());
  }

  @Override
  public final List<ParameterProblem> contradictions(PlannedStage stage, Pipeline pipeline) {
    return contradictions(stage.parameters(), ForeseenStart.of(stage, pipeline));
  }

  private List<ParameterProblem> contradictions(Parameters parameters, ForeseenStart start) {
    List<ParameterProblem> problems = new ArrayList<>();
    start.unusable().map(why -> new ParameterProblem(List.of(), why)).ifPresent(problems::add);
    problems.addAll(TrainingParameters.contradictions(parameters, defaults()));
    ParameterProblem.of(() -> start.requireShape(parameters), ModelShape.NAMES)
        .ifPresent(problems::add);
    problems.addAll(ownContradictions(parameters, start));
    return problems;
  }

  @Override
  public final List<ParameterProblem> unsupportedHere(Parameters parameters) {
    return DeviceParameter.unsupported(parameters, TrainingParameters.precision(parameters));
  }

  /** Refuses first what can be refused before a corpus is copied, such as a missing device. */
  @Override
  public final void run(StageContext context) throws IOException, InterruptedException {
    Parameters parameters = context.parameters();
    ParameterProblem.refuse(contradictions(parameters, ForeseenStart.of(context)));
    try (Kernels kernels =
        DeviceParameter.kernels(parameters, TrainingParameters.precision(parameters))) {
      train(context, kernels);
    }
  }

  /** The defaults that its parameters were declared with. */
  protected abstract TrainingDefaults defaults();

  /** What contradicts itself in the parameters that other training stages do not have. */
  protected List<ParameterProblem> ownContradictions(Parameters parameters, ForeseenStart start) {
    return List.of();
  }

  /**
   * Does the work of {@link #run}.
   *
   * @param kernels of the device and the precision that the parameters say; closed by the caller
   */
  protected abstract void train(StageContext context, Kernels kernels)
      throws IOException, InterruptedException;
}
