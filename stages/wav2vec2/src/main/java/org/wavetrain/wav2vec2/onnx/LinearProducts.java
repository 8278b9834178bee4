package org.wavetrain.wav2vec2.onnx;

/** Adds products with the weights of linear layers to a graph. */
interface LinearProducts {
  /**
   * Adds one product over the last dimension, and the layer's weight when it is new.
   *
   * @param layer whose weight, by the name of its tensor without {@code .weight}
   * @param use what the new values are named after; a layer may be used more than once
   * @param input the value to multiply
   * @return the product, without the layer's bias
   */
  String add(String layer, String use, String input);
}
