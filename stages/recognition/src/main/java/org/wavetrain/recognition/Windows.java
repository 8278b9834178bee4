package org.wavetrain.recognition;

import java.util.function.UnaryOperator;
import org.wavetrain.failure.UserFailure;
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

  /** Samples of a window. */
  int samples() {
    return (frames - 1) * encoder.stride() + encoder.receptiveField();
  }

  /** Samples from the start of one window to the start of the next. */
  int step() {
    return (frames - 2 * margin) * encoder.stride();
  }

  /**
   * The scores of a whole recording. Besides them, one window is in memory.
   *
   * @param level of the recording
   * @param model gives the scores of a window's samples, row-major [frames, width]
   * @return scores row-major [frames, width]
   * @throws UserFailure {@code RECORDING_TOO_LONG} when they are more than an array can hold
   */
  float[] scores(Recording recording, Level level, int width, UnaryOperator<float[]> model) {
    WindowReader reader =
        new WindowReader(this, level, room(recording, frames(level.samples()), width), model);
    recording.read(reader);
    return reader.scores();
  }

  private static float[] room(Recording recording, long frames, int width) {
    try {
      return new float[Math.toIntExact(frames * width)];
    } catch (ArithmeticException | OutOfMemoryError tooMany) {
      throw tooLong(recording.name(), frames, width, tooMany);
    }
  }

  static UserFailure tooLong(String recording, long frames, int width, Throwable cause) {
    return new UserFailure(
        RecognitionError.RECORDING_TOO_LONG,
        "%s has %d frames with %d scores each, more than fit into memory."
            .formatted(recording, frames, width),
        "Cut it into shorter ones.",
        cause);
  }

  /** Frames of a recording that may be longer than an array. */
  private long frames(long samples) {
    return (samples - encoder.receptiveField()) / encoder.stride() + 1;
  }
}
