package org.wavetrain.training.benchmark;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wavetrain.wav2vec2.kernels.Kernels;

/** The rate of a large matrix product: what the machine can do at best. */
final class ProductRate {
  private static final int SIZE = 2048;
  private static final int TIMES = 6;

  private ProductRate() {}

  /** Floating-point operations a second, the best of several. */
  static double best(Kernels kernels) {
    INDArray a = Nd4j.createUninitialized(kernels.dataType(), SIZE, SIZE).assign(0.5);
    INDArray b = Nd4j.createUninitialized(kernels.dataType(), SIZE, SIZE).assign(0.25);
    INDArray product = Nd4j.createUninitialized(kernels.dataType(), SIZE, SIZE);
    double best = 0;
    for (int time = 0; time < TIMES; time++) {
      long start = System.nanoTime();
      kernels.product(a, b, 1, product);
      double seconds = (System.nanoTime() - start) / 1e9;
      best = Math.max(best, 2.0 * SIZE * SIZE * SIZE / seconds);
    }
    a.close();
    b.close();
    product.close();
    return best;
  }
}
