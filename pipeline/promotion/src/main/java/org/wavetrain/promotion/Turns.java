package org.wavetrain.promotion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.Consumer;
import org.wavetrain.artifacts.Claim;
import org.wavetrain.artifacts.ClaimHolder;
import org.wavetrain.artifacts.ClaimLost;
import org.wavetrain.artifacts.Claims;
import org.wavetrain.artifacts.Proof;

/**
 * Lets one process at a time change something about a model, since the registry has no requests
 * that depend on what it holds. A turn is short: whatever takes long is done before.
 *
 * @param claims keep two processes from having the turn at once
 * @param waiting is told, in a sentence, whose turn it is for which this process waits
 */
public record Turns(Claims claims, Consumer<String> waiting) {
  /** What is changed. */
  enum Kind {
    PROMOTIONS("change which version is in service"),
    REGISTRATIONS("register a version");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String claim(String model) {
      return Claims.nameOf(name().toLowerCase(Locale.ROOT), model);
    }
  }

  /** What looks at the registry, and changes it by what it finds there. */
  @FunctionalInterface
  interface Change<T> {
    /**
     * @param turn to be asked right before the change
     */
    T make(Proof turn);
  }

  /** Makes a change once it is this process's turn, and again if the turn was lost meanwhile. */
  <T> T of(Kind kind, String model, Change<T> change) {
    while (true) {
      try (Claim claim = take(kind, model)) {
        return change.make(claim);
      } catch (ClaimLost stoodStill) {
        // Whoever had the turn meanwhile may have changed what this change rests on: look again.
        continue;
      }
    }
  }

  private Claim take(Kind kind, String model) {
    try {
      return claims.take(kind.claim(model), new Patience(kind, model), () -> {}).orElseThrow();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Tells once of each who has the turn. */
  private final class Patience implements Claims.Waiting {
    private final Kind kind;
    private final String model;
    private ClaimHolder told;

    Patience(Kind kind, String model) {
      this.kind = kind;
      this.model = model;
    }

    @Override
    public boolean goOn(ClaimHolder holder) {
      if (!holder.equals(told)) {
        told = holder;
        waiting.accept(
            "Waiting for %s, whose turn it is to %s of %s%s."
                .formatted(
                    holder.place(),
                    kind.words,
                    model,
                    holder.since().map(since -> ", since " + since).orElse("")));
      }
      return true;
    }
  }
}
