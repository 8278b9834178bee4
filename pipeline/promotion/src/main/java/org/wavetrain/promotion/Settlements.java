package org.wavetrain.promotion;

import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.artifacts.Proof;

/**
 * Makes changes that rest on a judgement: it judges while others may change what they like, and
 * makes the change in the model's turn if what it judged is still so.
 */
record Settlements(Judge judge, Turns turns) {
  private static final Logger LOG = LoggerFactory.getLogger(Settlements.class);

  /** What follows from a judgement that stands. */
  @FunctionalInterface
  interface Consequence<T> {
    /**
     * @param turn to be asked right before a change
     */
    T make(Judgement judgement, Proof turn);
  }

  /**
   * Judges, as often as the registry changes meanwhile, and makes the change.
   *
   * @param judging asked again each time
   */
  <T> T of(String model, Supplier<Judgement> judging, Consequence<T> consequence) {
    while (true) {
      Judgement judgement = judging.get();
      Optional<T> made =
          turns.of(
              Turns.Kind.PROMOTIONS,
              model,
              turn ->
                  judge.stands(judgement)
                      ? Optional.of(consequence.make(judgement, turn))
                      : Optional.empty());
      if (made.isPresent()) {
        return made.get();
      }
      LOG.info(
          "model {} version {} is judged again: the champion or it have changed meanwhile",
          model,
          judgement.version().version());
    }
  }
}
