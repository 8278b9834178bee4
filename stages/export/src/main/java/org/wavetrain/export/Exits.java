package org.wavetrain.export;

import java.util.Locale;

/** Where the scores of early exits go. */
public enum Exits {
  /** Into one file, as further outputs. */
  TOGETHER,
  /** Into one file each, which ends with the exit's block. */
  SEPARATE;

  static Exits parse(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
