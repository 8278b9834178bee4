package org.wavetrain.training.setup;

import org.wavetrain.definition.Parameters;

/**
 * What a published model size costs.
 *
 * @param addedMillionParameters parameters, in millions; nano's count as none, since what a stage
 *     declares has them in it
 * @param secondsForOne of training on one second of audio, on two cores: measured with nano, the
 *     others scaled by their arithmetic
 */
record SizeFigures(long addedMillionParameters, double secondsForOne) {
  /** Those of the size that the parameters name. */
  static SizeFigures of(Parameters parameters) {
    return switch (parameters.text("size")) {
      case "small" -> new SizeFigures(38, 0.21);
      case "medium" -> new SizeFigures(67, 0.33);
      case "base" -> new SizeFigures(95, 0.46);
      case "large" -> new SizeFigures(316, 1.46);
      default -> new SizeFigures(0, 0.0104);
    };
  }
}
