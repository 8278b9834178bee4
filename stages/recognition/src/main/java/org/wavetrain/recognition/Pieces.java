package org.wavetrain.recognition;

import java.util.function.UnaryOperator;
import org.wavetrain.audio.DecodedAudio;
import org.wavetrain.audio.SampleConsumer;

/** Cuts a recording into pieces of about equal length, and averages what a model says of them. */
final class Pieces implements SampleConsumer {
  /** Half a minute: the memory for attention grows with the square of the length. */
  static final int LONGEST_SAMPLES = 30 * DecodedAudio.SAMPLE_RATE_HZ;

  private final Level level;
  private final UnaryOperator<float[]> model;
  private final long count;
  private float[] piece;
  private int filled;
  private int done;
  private double[] sums = new double[0];

  /**
   * @param level of the recording
   * @param model what it says of a piece
   */
  Pieces(Level level, UnaryOperator<float[]> model) {
    this.level = level;
    this.model = model;
    this.count = (level.samples() + LONGEST_SAMPLES - 1) / LONGEST_SAMPLES;
    this.piece = next();
  }

  /** Room for the next piece. */
  private float[] next() {
    return new float[(int) (end(done + 1) - end(done))];
  }

  private long end(long pieces) {
    return level.samples() * pieces / count;
  }

  @Override
  public void accept(float[] samples, int length) {
    for (int index = 0; index < length; index++) {
      piece[filled++] = level.applied(samples[index]);
      if (filled == piece.length) {
        add(model.apply(piece));
      }
    }
  }

  private void add(float[] scores) {
    if (done == 0) {
      sums = new double[scores.length];
    }
    for (int index = 0; index < sums.length; index++) {
      sums[index] += scores[index];
    }
    done++;
    filled = 0;
    piece = done < count ? next() : new float[0];
  }

  /** The mean of the model's answers. */
  double[] mean() {
    if (done != count) {
      throw new IllegalStateException(
          "the recording has changed: %d of %d pieces".formatted(done, count));
    }
    double[] mean = sums.clone();
    for (int index = 0; index < mean.length; index++) {
      mean[index] /= done;
    }
    return mean;
  }
}
