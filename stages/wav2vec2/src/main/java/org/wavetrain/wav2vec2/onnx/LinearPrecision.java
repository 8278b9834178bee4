package org.wavetrain.wav2vec2.onnx;

/**
 * How an exported model multiplies in the linear layers of its trunk. Its convolutions, norms and
 * heads are 32-bit floats in any case: with integers in the convolutions too, models of a few
 * million weights were seen to make four times the errors.
 */
public enum LinearPrecision {
  /** 32-bit floats. */
  FLOAT32(0),

  /**
   * 8-bit integers, of which weights use 7 bits. A processor without an instruction for products of
   * 8-bit numbers adds up two of them in 16 bits; so they fit, and every processor gets the same.
   */
  INT8_REDUCED(64),

  /**
   * 8-bit integers. Closer to the floats where the processor has VNNI or its like; on others a sum
   * of two products can be cut off at 16 bits.
   */
  INT8(127);

  private final int greatestWeight;

  LinearPrecision(int greatestWeight) {
    this.greatestWeight = greatestWeight;
  }

  /** Greatest absolute value of a weight; 0 where weights are floats. */
  int greatestWeight() {
    return greatestWeight;
  }

  LinearProducts products(OnnxGraph graph, ModelWeights weights) {
    return this == FLOAT32
        ? new FloatProducts(graph, weights)
        : new IntegerProducts(graph, weights, greatestWeight);
  }
}
