package org.wavetrain.wav2vec2.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.kernels.Kernels;

/** The scores of one exit by itself, without dropout: what a network's output gives for it. */
public final class ExitHead {
  private final Linear linear;

  /**
   * @param weight [vocabulary, width]
   * @param bias [vocabulary]
   */
  public ExitHead(Kernels kernels, INDArray weight, INDArray bias) {
    linear = new Linear(kernels);
    linear.bindParameters(weight, bias);
  }

  /** Of a hidden state [batch, frames, width] the raw scores, row-major. */
  public float[] scores(INDArray hidden) {
    float[] scores = NativeArrays.floats(linear.forward(Rows.of(hidden)));
    linear.clear();
    return scores;
  }
}
