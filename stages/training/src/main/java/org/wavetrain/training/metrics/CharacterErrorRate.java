package org.wavetrain.training.metrics;

/**
 * Character error rate over many utterances: all edits divided by all characters of the references.
 * Spaces between words count as characters, white space around the text does not; so in jiwer's
 * {@code cer}. A character is a Unicode code point.
 */
public final class CharacterErrorRate {
  private EditCounts counts = EditCounts.NONE;

  /** The edits of one utterance. */
  public static EditCounts count(String reference, String hypothesis) {
    return EditCounts.ofKinds(EditDistance.align(characters(reference), characters(hypothesis)));
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

  /** All errors divided by all reference characters. */
  public double rate() {
    return counts.rate();
  }

  private static int[] characters(String text) {
    return WhiteSpace.stripped(text).codePoints().toArray();
  }
}
