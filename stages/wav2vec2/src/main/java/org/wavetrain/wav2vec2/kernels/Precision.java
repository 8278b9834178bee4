package org.wavetrain.wav2vec2.kernels;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What matrix products and convolutions multiply; everything else is in single precision. */
public enum Precision {
  /** Single precision. */
  FP32,
  /**
   * Both factors are rounded to bfloat16 (8 bits of mantissa, the range of single precision), and
   * sums are kept in single precision. Weights, gradients, norms, losses and the optimizer stay in
   * single precision. For processors that multiply bfloat16: with AVX512-BF16 or AMX.
   */
  BF16,
  /**
   * NVIDIA's TensorFloat-32 (10 bits of mantissa), which graphics processors from compute
   * capability 8.0 on multiply in place of single precision.
   */
  TF32;

  /** As it is typed. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether this machine computes in it. */
  public boolean supported() {
    return FastestKernels.supports(this);
  }

  /** All that can be typed. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Precision::word).toList();
  }

  /**
   * The precision of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Precision of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
