package org.wavetrain.corpus;

import java.util.Locale;

/** What an utterance may be used for. */
public enum Split {
  /** The model learns from it. */
  TRAIN,
  /** Progress is judged and checkpoints are chosen by it. */
  VALIDATION,
  /** The final figures come from it; nothing else may look at it. */
  TEST;

  /** The name in files: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads what {@link #label} writes. */
  public static Split ofLabel(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
