package org.wavetrain.training.metrics;

import java.util.List;

/**
 * Character error rate over many utterances: all edits divided by all characters of the references.
 * Spaces between words count as characters, white space around the text does not; so in jiwer's
 * {@code cer}. A character is a Unicode code point.
 */
public final class CharacterErrorRate {
  private EditCounts counts = EditCounts.NONE;

  /** The characters of a text, without white space around it. */
  public static List<Integer> characters(String text) {
    return text.strip().codePoints().boxed().toList();
  }

  /**
   * Adds one utterance.
   *
   * @return the counts of this utterance alone
   */
  public EditCounts add(String reference, String hypothesis) {
    EditCounts added =
        EditCounts.of(EditDistance.align(characters(reference), characters(hypothesis)));
    counts = counts.plus(added);
    return added;
  }

  /** The counts of all utterances so far. */
  public EditCounts counts() {
    return counts;
  }

  /** All errors divided by all reference characters. */
  public double rate() {
    return counts.rate();
  }
}
