package org.wavetrain.artifacts;

import java.util.Optional;
import org.wavetrain.failure.UserFailure;

/**
 * Writes something on a condition, and again as long as other writes of the key get in the way, but
 * not for ever.
 *
 * @param most how often it is attempted
 * @param deed what the store is to do, for people
 * @param remedy what to do when it never does
 */
record Attempts(int most, String deed, String remedy) {
  private static final int USUALLY = 10;

  Attempts(String deed, String remedy) {
    this(USUALLY, deed, remedy);
  }

  /** Looks what there is, as far as that matters, and writes. */
  @FunctionalInterface
  interface Attempt<T, E extends Exception> {
    /** What came of it; empty to try again after a pause. */
    Optional<T> make() throws E;
  }

  /**
   * What came of the first attempt of which something did.
   *
   * @throws UserFailure {@code STORE_FAILED} when there was none
   */
  <T, E extends Exception> T of(Attempt<T, E> attempt) throws E {
    for (int count = 0; count < most; count++) {
      Optional<T> done = attempt.make();
      if (done.isPresent()) {
        return done.get();
      }
      Bucket.pause();
    }
    throw new UserFailure(
        ArtifactError.STORE_FAILED,
        "The store would not " + deed + " in " + most + " attempts.",
        remedy);
  }
}
