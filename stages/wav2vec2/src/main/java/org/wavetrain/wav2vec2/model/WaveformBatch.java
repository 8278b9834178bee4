package org.wavetrain.wav2vec2.model;

import java.util.List;
import org.wavetrain.wav2vec2.format.FeatureExtractor;

/**
 * Utterances padded to one length.
 *
 * @param samples 16 kHz samples, row-major [size, paddedLength]; zero past each utterance's end
 * @param size number of utterances
 * @param paddedLength samples in a row
 * @param lengths real samples of each utterance, at most {@code paddedLength}
 */
public record WaveformBatch(float[] samples, int size, int paddedLength, int[] lengths) {
  /** A tenth of a second: padded to multiples of it, batches have few shapes. */
  public static final int LENGTH_MULTIPLE = 1600;

  /**
   * Added to variances, keeps the quotient finite for silence; the constant of Hugging Face's
   * feature extractor.
   */
  public static final double VARIANCE_FLOOR = 1e-7;

  public WaveformBatch {
    if (size < 1 || lengths.length != size || samples.length != size * paddedLength) {
      throw new IllegalArgumentException(
          "%d samples and %d lengths do not make a batch of %d × %d"
              .formatted(samples.length, lengths.length, size, paddedLength));
    }
    for (int length : lengths) {
      if (length < 1 || length > paddedLength) {
        throw new IllegalArgumentException(
            "length " + length + " is not within 1 and " + paddedLength);
      }
    }
  }

  /** Pads to the longest waveform; see {@link #of(List, boolean, int)}. */
  public static WaveformBatch of(List<float[]> waveforms, boolean normalise) {
    return of(waveforms, normalise, 1);
  }

  /**
   * Pads to the longest waveform, rounded up to a multiple of {@code lengthMultiple} samples so
   * that fewer shapes occur.
   *
   * @param normalise whether each waveform is brought to zero mean and unit (population) variance,
   *     over its real samples, before padding
   */
  public static WaveformBatch of(List<float[]> waveforms, boolean normalise, int lengthMultiple) {
    int longest = waveforms.stream().mapToInt(waveform -> waveform.length).max().orElse(0);
    int paddedLength = (longest + lengthMultiple - 1) / lengthMultiple * lengthMultiple;
    float[] samples = new float[waveforms.size() * paddedLength];
    int[] lengths = new int[waveforms.size()];
    for (int index = 0; index < lengths.length; index++) {
      float[] waveform = waveforms.get(index);
      lengths[index] = waveform.length;
      int start = index * paddedLength;
      System.arraycopy(waveform, 0, samples, start, waveform.length);
      if (normalise) {
        normalise(samples, start, waveform.length);
      }
    }
    return new WaveformBatch(samples, lengths.length, paddedLength, lengths);
  }

  /** Seconds of real audio in the batch. */
  public double seconds() {
    long total = 0;
    for (int length : lengths) {
      total += length;
    }
    return total / (double) FeatureExtractor.SAMPLE_RATE_HZ;
  }

  private static void normalise(float[] samples, int start, int length) {
    double sum = 0;
    for (int index = start; index < start + length; index++) {
      sum += samples[index];
    }
    double mean = sum / length;
    double squares = 0;
    for (int index = start; index < start + length; index++) {
      double centred = samples[index] - mean;
      squares += centred * centred;
    }
    double scale = 1 / Math.sqrt(squares / length + VARIANCE_FLOOR);
    for (int index = start; index < start + length; index++) {
      samples[index] = (float) ((samples[index] - mean) * scale);
    }
  }
}
