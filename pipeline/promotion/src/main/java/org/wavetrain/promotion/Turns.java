package org.wavetrain.promotion;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.wavetrain.artifacts.Claim;
import org.wavetrain.artifacts.ClaimLost;
import org.wavetrain.artifacts.Claims;
import org.wavetrain.artifacts.Proof;

/**
 * Lets one process at a time change something about a model, since the registry has no requests
 * that depend on what it holds.
 *
 * @param kind what is changed
 */
record Turns(Claims claims, String kind) {
  /** What looks at the registry, and changes it by what it finds there. */
  @FunctionalInterface
  interface Change<T> {
    /**
     * @param turn to be asked right before the change
     */
    T make(Proof turn);
  }

  /** Makes a change once it is this process's turn, and again if the turn was lost meanwhile. */
  <T> T of(String model, Change<T> change) {
    while (true) {
      try (Claim claim = take(model)) {
        return change.make(claim);
      } catch (ClaimLost stoodStill) {
        // Whoever had the turn meanwhile may have changed what this change rests on: look again.
        continue;
      }
    }
  }

  private Claim take(String model) {
    try {
      return claims.take(Claims.nameOf(kind, model), holder -> true, () -> {}).orElseThrow();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
