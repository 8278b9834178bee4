package org.wavetrain.wav2vec2.format;

/** IEEE 754 binary16. */
final class HalfPrecision {
  /** The value of a half's lowest subnormal bit, 2^-24. */
  private static final float SUBNORMAL_UNIT = 0x1p-24f;

  private HalfPrecision() {}

  static float toFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >>> 10) & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0) {
      return Float.intBitsToFloat(Float.floatToRawIntBits(fraction * SUBNORMAL_UNIT) | sign);
    }
    int widened = exponent == 0x1f ? 0xff : exponent + (127 - 15);
    return Float.intBitsToFloat(sign | widened << 23 | fraction << 13);
  }
}
