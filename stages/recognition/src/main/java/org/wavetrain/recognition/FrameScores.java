package org.wavetrain.recognition;

import java.time.Duration;

/**
 * What a model makes of a recording.
 *
 * @param values raw scores, row-major [frames, rows]; none of a silent recording
 * @param rows scores of a frame
 * @param layer the block after which they were read
 * @param strideSamples samples from one frame to the next
 * @param length of the recording
 */
public record FrameScores(float[] values, int rows, int layer, int strideSamples, Duration length) {
  /** Of a recording in which there is nothing: no model is asked, which would make up something. */
  static FrameScores ofSilence(int rows, int layer, int strideSamples, Duration length) {
    return new FrameScores(new float[0], rows, layer, strideSamples, length);
  }

  /** Number of frames. */
  public int frames() {
    return values.length / rows;
  }
}
