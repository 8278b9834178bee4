package org.wavetrain.export;

import java.util.Locale;
import java.util.Optional;
import org.wavetrain.wav2vec2.onnx.LinearPrecision;

/** Whether 8-bit files are written beside those in 32 bits, and which. */
public enum Integers {
  /** None. */
  NONE,
  /** Weights of 7 bits, so that every processor computes the same. */
  PORTABLE,
  /** Weights of 8 bits, for processors with VNNI or its like. */
  FULL;

  static Integers parse(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The precision of the 8-bit files. */
  Optional<LinearPrecision> precision() {
    return switch (this) {
      case NONE -> Optional.empty();
      case PORTABLE -> Optional.of(LinearPrecision.INT8_REDUCED);
      case FULL -> Optional.of(LinearPrecision.INT8);
    };
  }
}
