package org.wavetrain.recognition;

import java.time.Duration;
import org.wavetrain.audio.DecodedAudio;
import org.wavetrain.audio.Silence;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.configuration.FeatureEncoder;
import org.wavetrain.wav2vec2.model.WaveformBatch;

/**
 * What is to be known of a whole recording before a part of it can be given to a model.
 *
 * @param samples how many it has
 * @param peak magnitude of the loudest, of which 1 is full scale
 * @param mean what is subtracted from each
 * @param scale what each is multiplied by then
 */
record Level(long samples, double peak, double mean, double scale) {
  /**
   * Reads a recording once.
   *
   * @param normalise whether it is to be brought to zero mean and unit (population) variance
   */
  static Level of(Recording recording, boolean normalise) {
    Sums sums = new Sums();
    recording.read(sums::add);
    if (!normalise || sums.count == 0) {
      return new Level(sums.count, sums.peak, 0, 1);
    }
    double mean = sums.sum / sums.count;
    double variance = Math.max(0, sums.squares / sums.count - mean * mean);
    return new Level(
        sums.count, sums.peak, mean, 1 / Math.sqrt(variance + WaveformBatch.VARIANCE_FLOOR));
  }

  /**
   * Checks that there is something for a model to hear.
   *
   * @param recording what the recording is called
   * @throws UserFailure {@code RECORDING_TOO_SHORT}
   */
  void requireFrame(String recording, FeatureEncoder encoder) {
    int shortest = encoder.receptiveField();
    if (samples < shortest) {
      throw new UserFailure(
          RecognitionError.RECORDING_TOO_SHORT,
          "%s has %d samples, but the model needs at least %d (%d ms)."
              .formatted(
                  recording, samples, shortest, shortest * 1000 / DecodedAudio.SAMPLE_RATE_HZ),
          "Give a longer recording.");
    }
  }

  /** Whether there is nothing in it. */
  boolean isSilent() {
    return Silence.isPeak(peak);
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
    private double peak;
    private double sum;
    private double squares;

    void add(float[] samples, int length) {
      count += length;
      for (int index = 0; index < length; index++) {
        double sample = samples[index];
        peak = Math.max(peak, Math.abs(sample));
        sum += sample;
        squares += sample * sample;
      }
    }
  }
}
