package org.wavetrain.recognition;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.wavetrain.wav2vec2.configuration.FeatureEncoder;

/**
 * Cuts long recordings into windows that overlap, since the memory for attention grows with the
 * square of the length. Each window's frames near a cut, which lack context, are left to its
 * neighbour.
 *
 * @param encoder how samples become frames
 * @param frames frames a window
 * @param margin frames at each cut whose scores are not used; less than half of {@code frames}
 */
record Windows(FeatureEncoder encoder, int frames, int margin) {
  /** Windows of 30 s with margins of 3 s, at the 20 ms a frame of the published models. */
  static Windows thirtySeconds(FeatureEncoder encoder) {
    return new Windows(encoder, 1500, 150);
  }

  /**
   * The scores of a whole recording.
   *
   * @param model gives the scores of a window's samples, row-major [frames, width]
   * @return scores row-major [frames, width]
   */
  float[] scores(float[] samples, int width, UnaryOperator<float[]> model) {
    int stride = encoder.stride();
    int length = (frames - 1) * stride + encoder.receptiveField();
    if (samples.length <= length) {
      return model.apply(samples);
    }
    float[] scores = new float[encoder.frames(samples.length) * width];
    int first = 0;
    int used = 0;
    while (used < scores.length / width) {
      int start = first * stride;
      int end = Math.min(start + length, samples.length);
      float[] window = model.apply(Arrays.copyOfRange(samples, start, end));
      boolean last = end == samples.length;
      int until = last ? first + window.length / width : first + frames - margin;
      System.arraycopy(
          window, (used - first) * width, scores, used * width, (until - used) * width);
      used = until;
      first += frames - 2 * margin;
    }
    return scores;
  }
}
