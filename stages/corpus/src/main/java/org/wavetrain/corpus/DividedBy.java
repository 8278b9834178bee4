package org.wavetrain.corpus;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who says what of a source is in which split. */
public enum DividedBy {
  /** The corpus. */
  CORPUS,
  /** Chance, from the seed. */
  DRAWING,
  /** Nobody: what the corpus does not say a split of is for testing. */
  NOTHING;

  /** The name in files: lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
