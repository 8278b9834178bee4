package org.wavetrain.cli.doctor;

import java.util.Locale;
import org.wavetrain.failure.UserFailure;

/**
 * What one check found.
 *
 * @param check its name
 * @param sentence what was seen
 * @param remedy what to do; empty where there is nothing to do
 */
public record Finding(String check, State state, String sentence, String remedy) {
  /** How it is. */
  public enum State {
    OK,
    /** It works, but may not go on to, or not well. */
    WARNING,
    /** Something will not work. */
    FAILED;

    /** As it is printed. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String check, String sentence) {
    return new Finding(check, State.OK, sentence, "");
  }

  static Finding warning(String check, String sentence, String remedy) {
    return new Finding(check, State.WARNING, sentence, remedy);
  }

  static Finding failed(String check, String sentence, String remedy) {
    return new Finding(check, State.FAILED, sentence, remedy);
  }

  static Finding failed(String check, UserFailure failure) {
    return failed(check, failure.code().name() + ": " + failure.getMessage(), failure.remedy());
  }
}
