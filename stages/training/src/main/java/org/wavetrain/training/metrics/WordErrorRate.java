package org.wavetrain.training.metrics;

import java.util.Arrays;
import java.util.List;

/**
 * Word error rate over many utterances: all edits divided by all words of the references, which is
 * what jiwer's {@code wer} gives; not the mean of the utterances' rates.
 */
public final class WordErrorRate {
  private EditCounts counts = EditCounts.NONE;

  /** The words of a text: what is between runs of white space. */
  public static List<String> words(String text) {
    String stripped = text.strip();
    return stripped.isEmpty() ? List.of() : Arrays.asList(stripped.split("\\s+"));
  }

  /** A shortest alignment of the words of two texts. */
  public static List<Edit<String>> align(String reference, String hypothesis) {
    return EditDistance.align(words(reference), words(hypothesis));
  }

  /**
   * Adds one utterance.
   *
   * @return the counts of this utterance alone
   */
  public EditCounts add(String reference, String hypothesis) {
    EditCounts added = EditCounts.of(align(reference, hypothesis));
    counts = counts.plus(added);
    return added;
  }

  /** The counts of all utterances so far. */
  public EditCounts counts() {
    return counts;
  }

  /** All errors divided by all reference words. */
  public double rate() {
    return counts.rate();
  }
}
