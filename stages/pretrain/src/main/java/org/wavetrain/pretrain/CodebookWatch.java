package org.wavetrain.pretrain;

import java.util.Locale;
import org.wavetrain.failure.UserFailure;

/**
 * Stops a training whose codebooks have collapsed, which does not mend itself: with one code left
 * in each, the contrastive loss is zero and teaches nothing. Sound runs of nano use 90 codes and
 * more from the first update on, published ones hundreds; some dip during the warm-up, of which
 * therefore the first few thousand updates do not count.
 */
final class CodebookWatch {
  /** Codes in use for each codebook up to which it counts as collapsed. */
  static final double FEW_CODES = 2;

  /** Updates without an exception that it takes. */
  static final long SIGHTINGS = 100;

  /** No update of the present series. */
  static final long NONE = -1;

  private static final long SHORTEST_BEGINNING = 100;
  private static final long LONGEST_BEGINNING = 5000;

  private final int groups;
  private final long firstStep;
  private long since = NONE;

  /**
   * @param groups number of codebooks
   * @param warmupSteps updates at the beginning that say nothing, if they are not too many
   */
  CodebookWatch(int groups, long warmupSteps) {
    this.groups = groups;
    this.firstStep = Math.min(LONGEST_BEGINNING, Math.max(warmupSteps, SHORTEST_BEGINNING));
  }

  /** The update since which few codes were in use without an exception, or {@link #NONE}. */
  long since() {
    return since;
  }

  /** Goes on with what {@link #since()} gave. */
  void resume(long sinceThen) {
    since = sinceThen;
  }

  /**
   * Takes note of a batch.
   *
   * @param step the update that it is for, from 0
   * @param codePerplexity of the codes chosen, summed over codebooks
   * @throws UserFailure {@code CODEBOOK_COLLAPSED}
   */
  void observe(long step, double codePerplexity) {
    if (step < firstStep || codePerplexity > FEW_CODES * groups) {
      since = NONE;
      return;
    }
    if (since == NONE) {
      since = step;
    }
    if (step - since >= SIGHTINGS) {
      throw new UserFailure(
          PretrainError.CODEBOOK_COLLAPSED,
          String.format(
              Locale.ROOT,
              "The code perplexity is %.2f at step %d and was at most %.0f since step %d; %d would"
                  + " be a single code in each of the codebooks.",
              codePerplexity,
              step,
              FEW_CODES * groups,
              since,
              groups),
          "Raise diversity_weight, lower the learning rate, lengthen the warm-up or let the"
              + " temperature fall slower.");
    }
  }
}
