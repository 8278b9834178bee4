package org.wavetrain.stage;

import java.time.Duration;
import java.util.List;
import org.wavetrain.definition.ParameterProblem;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.definition.StageDescriptor;

/**
 * One step of a pipeline: input artifacts, parameters and a seed give one output artifact.
 *
 * <p>Implementations are found with {@link java.util.ServiceLoader}, have a public constructor
 * without arguments, and keep no state between runs. Given equal inputs, parameters and seed,
 * {@link #run} puts equal files.
 */
public interface Stage {
  StageDescriptor descriptor();

  /**
   * Does the work.
   *
   * @throws org.wavetrain.failure.UserFailure when the user can mend what went wrong
   * @throws StageStopped when it stopped early because it was asked to, with its state checkpointed
   * @throws Exception when the stage is at fault
   */
  void run(StageContext context) throws Exception;

  /**
   * What {@link #run} would refuse of the parameters, on any machine and whatever the inputs hold:
   * told before anything runs, of all stages at once. What only an input decides is left to {@link
   * #run}, which refuses the same.
   *
   * @param stage one of the pipeline, of this kind
   * @param pipeline sound in form
   */
  default List<ParameterProblem> contradictions(PlannedStage stage, Pipeline pipeline) {
    return List.of();
  }

  /**
   * What {@link #run} would refuse of the parameters because this machine, or this build of the
   * program, cannot do it.
   */
  default List<ParameterProblem> unsupportedHere(Parameters parameters) {
    return List.of();
  }

  /** A rough guess, before any run was seen, of how long {@link #run} takes on two cores. */
  Duration roughEstimate(Parameters parameters);

  /**
   * Whether {@link #roughEstimate} needs nothing but the parameters. Where it depends on the inputs
   * it is a guess for inputs of any size, and only the ratio of two such guesses means something.
   */
  default boolean estimatesUnseen(Parameters parameters) {
    return true;
  }

  /**
   * What {@link #run} needs at most, in MiB: the runner starts stages side by side only while their
   * sum fits. Unlike this, the heap follows from the descriptor alone.
   */
  default long memoryMebibytes(Parameters parameters) {
    return descriptor().memoryMebibytes();
  }
}
