package org.wavetrain.decoding;

/**
 * How far a beam search looks; the defaults are those of pyctcdecode 0.5.0 ({@code constants.py}).
 *
 * @param width most beams kept after each frame: of a prefix those alignments that end with a blank
 *     are one and the others another ({@code beam_width})
 * @param pruneLogProbability ({@code beam_prune_logp}) a beam whose score is worse than the best
 *     one's by more than this (negative, natural logarithm) is dropped
 * @param tokenMinimumLogProbability ({@code token_min_logp}) a token less likely than this (natural
 *     logarithm) is not looked at in a frame, unless it is the likeliest
 */
public record BeamSettings(
    int width, double pruneLogProbability, double tokenMinimumLogProbability) {
  /** Those of pyctcdecode 0.5.0. */
  public static final BeamSettings DEFAULT = new BeamSettings(100, -10, -5);

  public BeamSettings {
    if (width < 1) {
      throw new IllegalArgumentException("a beam has at least one prefix, not " + width);
    }
    if (pruneLogProbability > 0 || tokenMinimumLogProbability > 0) {
      throw new IllegalArgumentException(
          "limits of log probabilities are not positive: %s, %s"
              .formatted(pruneLogProbability, tokenMinimumLogProbability));
    }
  }
}
