package org.wavetrain.pretrain;

import java.util.Locale;
import org.wavetrain.failure.UserFailure;

/**
 * Stops a training whose codebooks have collapsed, which does not mend itself: with one code left
 * in each, the contrastive loss is zero and teaches nothing. Sound runs of nano use 90 codes and
 * more from the first update on, published ones hundreds; some dip during the warm-up, which
 * therefore does not count. A resumed run counts anew.
 */
final class CodebookWatch {
  /** Codes in use for each codebook up to which it counts as collapsed. */
  static final double FEW_CODES = 2;

  /** Updates without an exception that it takes. */
  static final long SIGHTINGS = 100;

  private static final long SHORTEST_BEGINNING = 100;

  private final int groups;
  private final long firstStep;
  private long since = -1;

  /**
   * @param groups number of codebooks
   * @param warmupSteps updates at the beginning that say nothing
   */
  CodebookWatch(int groups, long warmupSteps) {
    this.groups = groups;
    this.firstStep = Math.max(warmupSteps, SHORTEST_BEGINNING);
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
      since = -1;
      return;
    }
    if (since < 0) {
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
