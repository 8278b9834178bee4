package org.wavetrain.recognition;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.wavetrain.audio.SampleConsumer;

/** Takes a recording piece by piece and runs the model whenever a window is full. */
final class WindowReader implements SampleConsumer {
  private final Windows windows;
  private final Level level;
  private final float[] scores;
  private final UnaryOperator<float[]> model;
  private final float[] window;
  private int filled;

  /** Sample of the recording that the window begins with. */
  private long start;

  /** Scores that have been filled in. */
  private int used;

  /**
   * @param scores to be filled in
   */
  WindowReader(Windows windows, Level level, float[] scores, UnaryOperator<float[]> model) {
    this.windows = windows;
    this.level = level;
    this.scores = scores;
    this.model = model;
    this.window = new float[(int) Math.min(windows.samples(), level.samples())];
  }

  @Override
  public void accept(float[] samples, int count) {
    for (int index = 0; index < count; index++) {
      window[filled++] = level.applied(samples[index]);
      if (filled == Math.min(window.length, level.samples() - start)) {
        run();
      }
    }
  }

  private void run() {
    boolean last = start + filled == level.samples();
    float[] found = model.apply(filled == window.length ? window : Arrays.copyOf(window, filled));
    int frames = windows.encoder().frames(filled);
    int width = found.length / frames;
    int first = Math.toIntExact(start / windows.encoder().stride()) * width;
    int until = last ? first + found.length : first + found.length - windows.margin() * width;
    System.arraycopy(found, used - first, scores, used, until - used);
    used = until;
    if (!last) {
      int step = windows.step();
      System.arraycopy(window, step, window, 0, filled - step);
      filled -= step;
      start += step;
    }
  }

  /** All scores, once the recording has been read. */
  float[] scores() {
    if (used != scores.length) {
      throw new IllegalStateException(
          "the recording has changed: %d of %d scores".formatted(used, scores.length));
    }
    return scores;
  }
}
