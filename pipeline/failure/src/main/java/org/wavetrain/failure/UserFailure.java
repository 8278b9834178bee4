package org.wavetrain.failure;

import static java.util.Objects.requireNonNull;

/**
 * A failure that the user can mend: a stable code, one sentence that holds the offending value, and
 * what to do about it. Whoever shows it prints those three and no stack trace.
 */
public final class UserFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String remedy;

  /**
   * @param code what went wrong, as a stable name
   * @param sentence what went wrong, in one sentence with the offending value
   * @param remedy what to do about it, in one sentence
   */
  public UserFailure(ErrorCode code, String sentence, String remedy) {
    this(code, sentence, remedy, null);
  }

  /** As above, with the exception that revealed the failure, which may be null. */
  public UserFailure(ErrorCode code, String sentence, String remedy, Throwable cause) {
    super(requireNonNull(sentence), cause);
    this.code = requireNonNull(code);
    this.remedy = requireNonNull(remedy);
  }

  public ErrorCode code() {
    return code;
  }

  public String remedy() {
    return remedy;
  }
}
