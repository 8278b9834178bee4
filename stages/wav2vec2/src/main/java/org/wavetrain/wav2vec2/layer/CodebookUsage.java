package org.wavetrain.wav2vec2.layer;

import java.util.Arrays;
import org.wavetrain.wav2vec2.configuration.Quantizer;
import org.wavetrain.wav2vec2.masking.SpanMask;

/**
 * How masked frames use the codebooks.
 *
 * @param probabilities of each frame, [frames, groups · entries], or longer; null when entries were
 *     counted
 * @param mean over masked frames, [groups · entries]
 * @param perplexities the exponential of each group's entropy
 * @param floor what is added to probabilities inside logarithms
 */
record CodebookUsage(double[] probabilities, double[] mean, double[] perplexities, double floor) {
  static CodebookUsage soft(double[] probabilities, SpanMask mask, Quantizer shape, double floor) {
    double[] mean = new double[shape.groups() * shape.entriesPerGroup()];
    int masked = Math.max(1, mask.count());
    for (int frame = 0; frame < mask.masked().length; frame++) {
      if (mask.masked()[frame]) {
        for (int entry = 0; entry < mean.length; entry++) {
          mean[entry] += probabilities[frame * mean.length + entry] / masked;
        }
      }
    }
    return new CodebookUsage(probabilities, mean, perplexities(mean, shape, floor), floor);
  }

  static CodebookUsage hard(int[] codes, SpanMask mask, Quantizer shape, double floor) {
    double[] mean = new double[shape.groups() * shape.entriesPerGroup()];
    int masked = Math.max(1, mask.count());
    for (int frame = 0; frame < mask.masked().length; frame++) {
      if (mask.masked()[frame]) {
        for (int group = 0; group < shape.groups(); group++) {
          int code = codes[frame * shape.groups() + group];
          mean[group * shape.entriesPerGroup() + code] += 1.0 / masked;
        }
      }
    }
    return new CodebookUsage(null, mean, perplexities(mean, shape, floor), floor);
  }

  private static double[] perplexities(double[] mean, Quantizer shape, double floor) {
    double[] perplexities = new double[shape.groups()];
    for (int group = 0; group < perplexities.length; group++) {
      double entropy = 0;
      for (int index = 0; index < shape.entriesPerGroup(); index++) {
        double probability = mean[group * shape.entriesPerGroup() + index];
        // 0 · log 0 is 0.
        entropy -= probability == 0 ? 0 : probability * Math.log(probability + floor);
      }
      perplexities[group] = Math.exp(entropy);
    }
    return perplexities;
  }

  /** The sum over groups. */
  double perplexity() {
    double sum = 0;
    for (double perplexity : perplexities) {
      sum += perplexity;
    }
    return sum;
  }

  /**
   * The gradient of {@code scale · perplexity()} with respect to the logits that the probabilities
   * are the softmax of.
   *
   * @param gradient written, [frames, groups · entries]; zero at frames that are not masked
   */
  void logitGradient(double scale, SpanMask mask, Quantizer shape, double[] gradient) {
    Arrays.fill(gradient, 0);
    double[] slopes = slopes(scale / Math.max(1, mask.count()), shape);
    int entries = shape.entriesPerGroup();
    for (int frame = 0; frame < mask.masked().length; frame++) {
      for (int group = 0; mask.masked()[frame] && group < shape.groups(); group++) {
        int start = frame * mean.length + group * entries;
        double average = 0;
        for (int index = 0; index < entries; index++) {
          average += probabilities[start + index] * slopes[group * entries + index];
        }
        for (int index = 0; index < entries; index++) {
          gradient[start + index] =
              probabilities[start + index] * (slopes[group * entries + index] - average);
        }
      }
    }
  }

  /** The gradient with respect to the mean probabilities, times {@code scale}. */
  private double[] slopes(double scale, Quantizer shape) {
    double[] slopes = new double[mean.length];
    for (int index = 0; index < slopes.length; index++) {
      double probability = mean[index];
      // What nobody ever has any probability for can get none from a change of the logits.
      slopes[index] =
          probability == 0
              ? 0
              : -scale
                  * perplexities[index / shape.entriesPerGroup()]
                  * (Math.log(probability + floor) + probability / (probability + floor));
    }
    return slopes;
  }
}
