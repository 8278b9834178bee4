package org.wavetrain.cli;

import java.util.Map;
import java.util.Optional;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.model.ExitRule;
import org.wavetrain.wav2vec2.model.ExitRule.AtLayer;
import org.wavetrain.wav2vec2.model.ExitRule.BelowEntropy;
import picocli.CommandLine.Option;

/** The option that says where an utterance leaves a model with early exits. */
final class ExitOption {
  private static final String LAYER = "layer";

  @Option(
      names = "--exit",
      paramLabel = "layer=N|entropy=X",
      description =
          "Where each utterance leaves a model with early exits: after a layer, or after the first"
              + " exit whose mean frame entropy is below X.")
  private String exit;

  /**
   * What stands before the equals sign and what after it, if the option is given.
   *
   * @throws UserFailure {@code COMMAND_LINE_INVALID}
   */
  Optional<Map.Entry<String, String>> rule() {
    if (exit == null) {
      return Optional.empty();
    }
    String[] parts = exit.split("=", 2);
    if (parts.length != 2 || !(parts[0].equals(LAYER) || parts[0].equals("entropy"))) {
      throw malformed();
    }
    return Optional.of(Map.entry(parts[0], parts[1]));
  }

  /**
   * The rule that the option stands for, if it is given.
   *
   * @throws UserFailure {@code COMMAND_LINE_INVALID}
   */
  Optional<ExitRule> parsed() {
    return rule()
        .map(
            given -> {
              try {
                return given.getKey().equals(LAYER)
                    ? layer(Integer.parseInt(given.getValue()))
                    : entropy(Double.parseDouble(given.getValue()));
              } catch (NumberFormatException notANumber) {
                throw malformed();
              }
            });
  }

  private ExitRule layer(int layer) {
    if (layer < 1) {
      throw malformed();
    }
    return new AtLayer(layer);
  }

  private ExitRule entropy(double threshold) {
    if (!(threshold >= 0 && threshold <= 1)) {
      throw malformed();
    }
    return new BelowEntropy(threshold);
  }

  private UserFailure malformed() {
    return new UserFailure(
        CommandError.COMMAND_LINE_INVALID,
        "--exit is " + exit + ".",
        "Write --exit layer=6 or --exit entropy=0.02: layers count from 1, entropies are from 0 to"
            + " 1.");
  }
}
