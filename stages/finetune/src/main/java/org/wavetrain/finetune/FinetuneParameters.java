package org.wavetrain.finetune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.ParameterProblem;
import org.wavetrain.definition.Parameters;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.training.loop.BestMetric;
import org.wavetrain.training.setup.Contradictions;
import org.wavetrain.training.setup.ForeseenStart;
import org.wavetrain.training.setup.FreezeParameters;
import org.wavetrain.training.setup.ModelShape;
import org.wavetrain.training.setup.SpecAugmentParameters;
import org.wavetrain.training.setup.StartModel;
import org.wavetrain.training.setup.TrainingDefaults;
import org.wavetrain.training.setup.TrainingParameters;
import org.wavetrain.wav2vec2.loss.Distillation;
import org.wavetrain.wav2vec2.model.CtcOptions;

/** The parameters of fine-tuning. */
final class FinetuneParameters {
  static final TrainingDefaults DEFAULTS = new TrainingDefaults(2400, 1e-3, 200, 20, 8, 1);

  private static final String EXITS = "exits";
  private static final String SHARED_HEAD = "shared_head";
  private static final String WEIGHTS = "exit_weights";
  private static final String DISTILLATION = "distillation";

  private FinetuneParameters() {}

  static List<Parameter> declare() {
    List<Parameter> parameters = new ArrayList<>();
    parameters.addAll(ModelShape.declare());
    parameters.addAll(TrainingParameters.declare(DEFAULTS));
    parameters.addAll(SpecAugmentParameters.declare());
    parameters.addAll(VocabularyChoice.declare());
    parameters.add(StartModel.declareNewHead());
    parameters.addAll(FreezeParameters.declare());
    parameters.add(
        Parameter.integers(
            EXITS,
            List.of(),
            1,
            1000,
            "Layers, counted from 1, after which the model transcribes, in ascending order and the"
                + " last one among them (layers makes that any); none for the last only."));
    parameters.add(
        Parameter.flag(SHARED_HEAD, true, "Whether all exits use one head or each its own."));
    parameters.add(
        Parameter.numbers(
            WEIGHTS, List.of(), 0, 1000, "Weight of each exit's loss; none for 1 each."));
    parameters.add(
        Parameter.number(
            DISTILLATION,
            0,
            0,
            1,
            "Share of the loss that is how far early exits are from the last one; the labels keep"
                + " the rest."));
    parameters.add(
        Parameter.number(
            "distillation_temperature",
            1,
            0.1,
            100,
            "By what the scores of exits are divided before they are compared."));
    parameters.add(
        Parameter.choice(
            "best_by",
            "wer",
            List.of("wer", "cer", "loss"),
            "The validation metric by which the best evaluation is chosen; lower is better."));
    return List.copyOf(parameters);
  }

  static BestMetric bestMetric(Parameters parameters) {
    return new BestMetric("validation_" + parameters.text("best_by"), true);
  }

  /** What contradicts itself in the exits, the choice of symbols and what rests. */
  static List<ParameterProblem> contradictions(Parameters parameters, ForeseenStart start) {
    List<Long> exits = parameters.integers(EXITS);
    // Where only the model to start from says how many layers there are, the exits are believed.
    int layers =
        start
            .layers(parameters)
            .orElse(exits.isEmpty() ? 1 : Math.toIntExact(exits.get(exits.size() - 1)));
    return Stream.of(
            ParameterProblem.of(
                () -> exits(parameters, layers), EXITS, WEIGHTS, DISTILLATION, SHARED_HEAD),
            ParameterProblem.of(
                () -> VocabularyChoice.requireStart(parameters, start),
                VocabularyChoice.VOCABULARY),
            FreezeParameters.contradiction(parameters))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Where the model transcribes.
   *
   * @throws UserFailure when the exits do not fit the layers or the weights
   */
  static CtcOptions exits(Parameters parameters, int layers) {
    List<Integer> exits = parameters.integers(EXITS).stream().map(Math::toIntExact).toList();
    boolean sharedHead = parameters.flag(SHARED_HEAD);
    List<Double> weights = parameters.numbers(WEIGHTS);
    Distillation distillation =
        new Distillation(
            parameters.number(DISTILLATION), parameters.number("distillation_temperature"));
    if (exits.size() < 2 && distillation.share() > 0) {
      throw Contradictions.failure(
          "With exits "
              + exits
              + " there is nobody to teach for distillation "
              + distillation.share()
              + ".",
          "Give exits before the last layer too, or leave that out.");
    }
    if (exits.isEmpty()) {
      if (!sharedHead || !weights.isEmpty()) {
        throw Contradictions.failure(
            "There are no exits for "
                + (sharedHead ? "exit_weights " + weights : "shared_head false")
                + ".",
            "Give the exits too, or leave that out.");
      }
      return CtcOptions.exits(List.of(layers), true);
    }
    boolean ascending =
        exits.equals(exits.stream().sorted().distinct().toList())
            && exits.get(exits.size() - 1) == layers;
    if (!ascending) {
      throw Contradictions.failure(
          "The exits " + exits + " do not ascend to the last of " + layers + " layers.",
          "Give the layers in ascending order, the last one being "
              + layers
              + "; to leave out the layers after an exit, set layers to it.");
    }
    if (weights.isEmpty()) {
      weights = Collections.nCopies(exits.size(), 1.0);
    }
    if (weights.size() != exits.size()) {
      throw Contradictions.failure(
          "There are " + exits.size() + " exits and " + weights.size() + " exit_weights.",
          "Give as many weights as exits, or none.");
    }
    if (weights.stream().allMatch(weight -> weight == 0)) {
      throw Contradictions.failure(
          "The exit_weights " + weights + " are all 0, so that there is nothing to learn.",
          "Give at least one exit a weight, or leave them out.");
    }
    return new CtcOptions(exits, sharedHead, weights, distillation);
  }
}
