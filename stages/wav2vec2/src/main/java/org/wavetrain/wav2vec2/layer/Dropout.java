package org.wavetrain.wav2vec2.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.random.RandomStream;

/** Zeroes values at random in training and scales the others, so that the mean stays. */
final class Dropout {
  /** Decisions are made by 16 bits, four from each random number. */
  private static final int RESOLUTION = 1 << 16;

  private static final int DECISIONS = 4;

  private final Kernels kernels;
  private final CurrentStep step;
  private final String layer;
  private final String purpose;
  private final int threshold;
  private final float scale;
  private float[] buffer = new float[0];
  private INDArray mask;

  Dropout(Kernels kernels, CurrentStep step, String layer, String purpose, double probability) {
    this.kernels = kernels;
    this.step = step;
    this.layer = layer;
    this.purpose = purpose;
    this.threshold = (int) Math.round(probability * RESOLUTION);
    this.scale = (float) (1 / (1 - (double) threshold / RESOLUTION));
  }

  /** Returns x itself when nothing is dropped, a new array otherwise. */
  INDArray forward(INDArray x) {
    if (threshold == 0 || !step.get().training()) {
      mask = null;
      return x;
    }
    mask = drawMask(x);
    return masked(x);
  }

  /** Returns the gradient itself when nothing was dropped, a new array otherwise. */
  INDArray backward(INDArray gradient) {
    return mask == null ? gradient : masked(gradient);
  }

  void clear() {
    mask = null;
  }

  private INDArray masked(INDArray x) {
    INDArray result = NativeArrays.empty(x.dataType(), x.shape());
    kernels.multiply(x, mask, result);
    return result;
  }

  private INDArray drawMask(INDArray x) {
    int length = Math.toIntExact(x.length());
    if (buffer.length < length) {
      buffer = new float[length + DECISIONS];
    }
    RandomStream random = step.get().random().stream(layer, purpose);
    for (int index = 0; index < length; index += DECISIONS) {
      long bits = random.nextLong();
      for (int decision = 0; decision < DECISIONS && index + decision < length; decision++) {
        buffer[index + decision] = (bits & RESOLUTION - 1) < threshold ? 0 : scale;
        bits >>>= Short.SIZE;
      }
    }
    return NativeArrays.of(buffer, x.dataType(), x.shape());
  }
}
