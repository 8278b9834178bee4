package org.wavetrain.artifacts;

/** Thrown to a process that works on under a {@link Claim} which another one has taken over. */
public final class ClaimLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClaimLost(String name) {
    super("another process has taken over " + name);
  }
}
