package org.wavetrain.training.benchmark;

import java.util.Locale;
import org.wavetrain.audio.DecodedAudio;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.kernels.Precision;
import org.wavetrain.wav2vec2.onnx.LinearPrecision;

/**
 * What to measure.
 *
 * @param mode what a step is
 * @param size which of the model's sizes
 * @param batch utterances in a step
 * @param seconds length of each utterance
 * @param steps how often to step; the best counts
 * @param threads processor threads
 * @param precision of the engine's products and convolutions
 * @param onnx linear layers of the exported model that ONNX Runtime infers with; null where the
 *     engine itself computes
 * @param profile whether to tell on standard error where the time of the engine goes
 */
public record BenchmarkSettings(
    BenchmarkMode mode,
    Size size,
    int batch,
    double seconds,
    int steps,
    int threads,
    Precision precision,
    LinearPrecision onnx,
    boolean profile) {
  /** The sizes that have names. */
  public enum Size {
    NANO,
    SMALL,
    MEDIUM,
    BASE,
    LARGE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    Wav2Vec2Configuration configuration() {
      return switch (this) {
        case NANO -> Wav2Vec2Configuration.nano();
        case SMALL -> Wav2Vec2Configuration.small();
        case MEDIUM -> Wav2Vec2Configuration.medium();
        case BASE -> Wav2Vec2Configuration.base();
        case LARGE -> Wav2Vec2Configuration.large();
      };
    }
  }

  /** Samples of an utterance. */
  int samples() {
    return (int) (seconds * DecodedAudio.SAMPLE_RATE_HZ);
  }
}
