package org.wavetrain.recognition;

import java.time.Duration;
import org.wavetrain.audio.DecodedAudio;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.configuration.FeatureEncoder;
import org.wavetrain.wav2vec2.model.WaveformBatch;

/**
 * What is to be known of a whole recording before a part of it can be given to a model.
 *
 * @param samples how many it has
 * @param mean what is subtracted from each
 * @param scale what each is multiplied by then
 */
record Level(long samples, double mean, double scale) {
  /**
   * Reads a recording once.
   *
   * @param normalise whether it is to be brought to zero mean and unit (population) variance
   */
  static Level of(Recording recording, boolean normalise) {
    Sums sums = new Sums();
    recording.read(sums::add);
    if (!normalise || sums.count == 0) {
      return new Level(sums.count, 0, 1);
    }
    double mean = sums.sum / sums.count;
    double variance = Math.max(0, sums.squares / sums.count - mean * mean);
    return new Level(sums.count, mean, 1 / Math.sqrt(variance + WaveformBatch.VARIANCE_FLOOR));
  }

  /**
   * Checks that there is something for a model to hear.
   *
   * @throws UserFailure {@code RECORDING_TOO_SHORT}
   */
  void requireFrame(FeatureEncoder encoder) {
    int shortest = encoder.receptiveField();
    if (samples < shortest) {
      throw new UserFailure(
          RecognitionError.RECORDING_TOO_SHORT,
          "The recording has %d samples, but the model needs at least %d (%d ms)."
              .formatted(samples, shortest, shortest * 1000 / DecodedAudio.SAMPLE_RATE_HZ),
          "Give a longer recording.");
    }
  }

  /** Its length. */
  Duration length() {
    return Duration.ofNanos(samples * 1_000_000_000L / DecodedAudio.SAMPLE_RATE_HZ);
  }

  /** Samples in memory as a model takes them. */
  float[] applied(float[] waveform) {
    float[] applied = new float[waveform.length];
    for (int index = 0; index < applied.length; index++) {
      applied[index] = applied(waveform[index]);
    }
    return applied;
  }

  float applied(float sample) {
    return (float) ((sample - mean) * scale);
  }

  private static final class Sums {
    private long count;
    private double sum;
    private double squares;

    void add(float[] samples, int length) {
      count += length;
      for (int index = 0; index < length; index++) {
        double sample = samples[index];
        sum += sample;
        squares += sample * sample;
      }
    }
  }
}
