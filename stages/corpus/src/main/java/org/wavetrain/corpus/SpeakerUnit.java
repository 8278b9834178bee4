package org.wavetrain.corpus;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the names of a source's speakers stand for, and so what is kept apart with them. */
public enum SpeakerUnit {
  /** Somebody who speaks: voices of different names differ. */
  PERSON,
  /** A book that is read aloud: one voice may read several. */
  BOOK;

  /** The name in files: lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
