package org.wavetrain.wav2vec2.onnx;

import java.util.function.Supplier;

/**
 * Quantises a linear layer's weight when it is written. The values are too many to keep until then
 * or afterwards; the scales, which are written after them, stay.
 */
final class WeightQuantisation {
  private final Supplier<float[]> weight;
  private final int outputs;
  private final int greatest;
  private float[] scales;

  /**
   * @param weight row-major [outputs, inputs]
   * @param greatest as for {@link QuantisedWeight#of}
   */
  WeightQuantisation(Supplier<float[]> weight, int outputs, int greatest) {
    this.weight = weight;
    this.outputs = outputs;
    this.greatest = greatest;
  }

  /** Row-major [inputs, outputs]; quantised anew each time. */
  byte[] values() {
    QuantisedWeight quantised = QuantisedWeight.of(weight.get(), outputs, greatest);
    scales = quantised.scales();
    return quantised.values();
  }

  /** What 1 counts, for each output; quantises only if nobody asked for the values before. */
  float[] scales() {
    if (scales == null) {
      values();
    }
    return scales;
  }
}
