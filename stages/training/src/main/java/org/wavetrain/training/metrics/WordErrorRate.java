package org.wavetrain.training.metrics;

import java.util.List;

/**
 * Word error rate over many utterances: all edits divided by all words of the references, which is
 * what jiwer's {@code wer} gives; not the mean of the utterances' rates.
 */
public final class WordErrorRate {
  private EditCounts counts = EditCounts.NONE;

  /**
   * The words of a text: what is between spaces, or between two and more characters of white space,
   * as jiwer has it. A single tab, say, is part of a word.
   */
  public static List<String> words(String text) {
    return WhiteSpace.words(text);
  }

  /** A shortest alignment of the words of two texts. */
  public static List<Edit<String>> align(String reference, String hypothesis) {
    return EditDistance.align(words(reference), words(hypothesis));
  }

  /** The edits of one utterance. */
  public static EditCounts count(String reference, String hypothesis) {
    return EditCounts.of(align(reference, hypothesis));
  }

  /**
   * Adds one utterance.
   *
   * @return the counts of this utterance alone
   */
  public EditCounts add(String reference, String hypothesis) {
    EditCounts added = count(reference, hypothesis);
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
