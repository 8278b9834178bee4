package org.wavetrain.service;

import java.util.Locale;

/** What a model can be asked for. */
public enum SpeechTask {
  /** What is said. */
  TRANSCRIBE,
  /** Which class a recording is of. */
  CLASSIFY;

  /** Where it is asked for. */
  String path() {
    return "/" + name().toLowerCase(Locale.ROOT);
  }
}
