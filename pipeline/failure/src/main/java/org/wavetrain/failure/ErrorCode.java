package org.wavetrain.failure;

/**
 * A stable name for one way things can go wrong.
 *
 * <p>Each module has one enum of its own that implements this interface; its constants' names are
 * the codes, unique over the whole project and never changed once released, so that failures can be
 * counted and looked up. {@code docs/errors.md} lists them all.
 */
public interface ErrorCode {
  /** The code as it is printed, for example {@code AUDIO_TRUNCATED}. */
  String name();

  /**
   * Whether the same may succeed later though nobody mends anything here: a server is away,
   * overloaded or failing. Orchestrators try it again.
   */
  default boolean mayPass() {
    return false;
  }
}
