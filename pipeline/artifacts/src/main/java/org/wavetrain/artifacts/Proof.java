package org.wavetrain.artifacts;

/** Shows, when asked, that nobody else makes the same thing. */
@FunctionalInterface
public interface Proof {
  /** For whoever needs none, since nobody else can be there. */
  Proof NOT_NEEDED = () -> {};

  /**
   * Returns if this process is still the only one that may write.
   *
   * @throws ClaimLost if it is not
   */
  void require();
}
