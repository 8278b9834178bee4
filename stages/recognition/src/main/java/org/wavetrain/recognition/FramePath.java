package org.wavetrain.recognition;

import org.wavetrain.wav2vec2.HighestScore;

/**
 * One token for each frame of a recording: an alignment of a text with it.
 *
 * @param tokens by frame
 * @param probabilities of these tokens, by frame: the softmax of the frame's scores
 */
record FramePath(int[] tokens, float[] probabilities) {
  /** The likeliest alignment of all. */
  static FramePath best(FrameScores scores) {
    int[] tokens = new int[scores.frames()];
    for (int frame = 0; frame < tokens.length; frame++) {
      tokens[frame] = HighestScore.of(scores.values(), frame * scores.rows(), scores.rows());
    }
    return of(tokens, scores);
  }

  static FramePath of(int[] tokens, FrameScores scores) {
    float[] probabilities = new float[tokens.length];
    for (int frame = 0; frame < tokens.length; frame++) {
      probabilities[frame] = probability(scores, frame, tokens[frame]);
    }
    return new FramePath(tokens, probabilities);
  }

  private static float probability(FrameScores scores, int frame, int token) {
    int start = frame * scores.rows();
    double wanted = scores.values()[start + token];
    double sum = 0;
    for (int row = 0; row < scores.rows(); row++) {
      sum += Math.exp(scores.values()[start + row] - wanted);
    }
    return (float) (1 / sum);
  }
}
