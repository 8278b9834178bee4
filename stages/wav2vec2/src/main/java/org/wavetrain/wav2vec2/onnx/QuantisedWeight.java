package org.wavetrain.wav2vec2.onnx;

/**
 * The weight of a linear layer in signed 8-bit integers, 0 for 0, with a scale for each output.
 *
 * @param values row-major [inputs, outputs]
 * @param scales what 1 counts, for each output
 */
record QuantisedWeight(byte[] values, float[] scales) {
  /**
   * Rounds a weight to the nearest integers, half to even.
   *
   * @param weight row-major [outputs, inputs]
   * @param greatest absolute value that an output's greatest weight becomes, at most 127
   */
  static QuantisedWeight of(float[] weight, int outputs, int greatest) {
    int inputs = weight.length / outputs;
    byte[] values = new byte[weight.length];
    float[] scales = new float[outputs];
    for (int output = 0; output < outputs; output++) {
      float largest = 0;
      for (int input = 0; input < inputs; input++) {
        largest = Math.max(largest, Math.abs(weight[output * inputs + input]));
      }
      scales[output] = largest > 0 ? largest / greatest : 1;
      for (int input = 0; input < inputs; input++) {
        values[input * outputs + output] =
            (byte) Math.rint(weight[output * inputs + input] / scales[output]);
      }
    }
    return new QuantisedWeight(values, scales);
  }
}
