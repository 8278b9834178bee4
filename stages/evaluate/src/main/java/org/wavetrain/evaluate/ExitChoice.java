package org.wavetrain.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.ParameterType;
import org.wavetrain.definition.Parameters;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.model.ExitRule;
import org.wavetrain.wav2vec2.model.ExitRule.AtLayer;
import org.wavetrain.wav2vec2.model.ExitRule.BelowEntropy;

/** The parameters that say where a network with early exits is left. */
final class ExitChoice {
  static final String EXIT = "exit";
  private static final String LAYER = "layer";
  private static final String ENTROPY = "entropy";
  private static final String THRESHOLDS = "exit_thresholds";

  private ExitChoice() {}

  static List<Parameter> declare() {
    Map<String, ParameterType> rules = new LinkedHashMap<>();
    rules.put(LAYER, new ParameterType.Integer(1, 1000));
    rules.put(ENTROPY, new ParameterType.Number(0, 1));
    return List.of(
        Parameter.oneOf(
            EXIT,
            rules,
            "Where each utterance leaves a model with early exits: after a layer, or after the first"
                + " exit whose mean frame entropy is below a threshold. Without it every exit is"
                + " measured."),
        Parameter.numbers(
            THRESHOLDS,
            List.of(0.001, 0.0025, 0.005, 0.01, 0.02, 0.04),
            0,
            1,
            "Entropies for which word error rate and compute are drawn against each other, when"
                + " every exit is measured."));
  }

  /** The rule, if the parameters have one. */
  static Optional<ExitRule> rule(Parameters parameters) {
    return parameters
        .alternative(EXIT, LAYER)
        .<ExitRule>map(layer -> new AtLayer(Math.toIntExact((Long) layer)))
        .or(
            () ->
                parameters
                    .alternative(EXIT, ENTROPY)
                    .map(threshold -> new BelowEntropy((Double) threshold)));
  }

  /** The thresholds to draw a curve for. */
  static List<Double> thresholds(Parameters parameters) {
    return parameters.numbers(THRESHOLDS).stream().sorted().distinct().toList();
  }

  /** What the rule's results are called. */
  static String name(ExitRule rule) {
    if (rule instanceof AtLayer at) {
      return String.valueOf(at.layer());
    }
    return ExitPoint.entropy(((BelowEntropy) rule).threshold());
  }

  /**
   * @param exits the layers that a model has exits after
   * @throws UserFailure {@code EVALUATE_EXIT_UNKNOWN} if it cannot be left as the rule wants
   */
  static void check(ExitRule rule, List<Integer> exits) {
    if (rule instanceof AtLayer at && !exits.contains(at.layer())) {
      throw unknown(
          "The model has no exit after layer %d, only after %s.".formatted(at.layer(), exits));
    }
    if (rule instanceof BelowEntropy && exits.size() == 1) {
      throw unknown(
          "The model has one exit, after layer %d, so no entropy can choose among several."
              .formatted(exits.get(0)));
    }
  }

  private static UserFailure unknown(String sentence) {
    return new UserFailure(
        EvaluateError.EVALUATE_EXIT_UNKNOWN,
        sentence,
        "Name an exit that the model was trained with (finetune.exits), or leave out exit.");
  }
}
