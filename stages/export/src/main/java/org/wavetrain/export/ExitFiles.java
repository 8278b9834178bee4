package org.wavetrain.export;

import java.util.Locale;

/** Where the scores of early exits go. */
public enum ExitFiles {
  /** Into one file, as further outputs. */
  TOGETHER,
  /** Into one file each, which ends with the exit's block. */
  SEPARATE;

  static ExitFiles parse(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
