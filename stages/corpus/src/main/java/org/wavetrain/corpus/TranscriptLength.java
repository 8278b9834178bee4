package org.wavetrain.corpus;

/**
 * How many frames a transcript needs in CTC, and how many a recording has: each character takes one
 * frame, and a blank must come between two equal ones (Graves et al., 2006).
 */
public final class TranscriptLength {
  /**
   * Kernels and strides of wav2vec 2.0's encoder (fairseq wav2vec2.py, conv_feature_layers); here a
   * second time, so that who only reads recordings needs no engine.
   */
  private static final int[] KERNELS = {10, 3, 3, 3, 3, 2, 2};

  private static final int[] STRIDES = {5, 2, 2, 2, 2, 2, 2};

  private TranscriptLength() {}

  /** Frames that CTC needs at least to write {@code text}. */
  public static int framesNeeded(String text) {
    return framesNeeded(text.codePoints().toArray());
  }

  /** Frames that CTC needs at least to write these symbols, none of them the blank. */
  public static int framesNeeded(int[] symbols) {
    int frames = symbols.length;
    for (int i = 1; i < symbols.length; i++) {
      frames += symbols[i] == symbols[i - 1] ? 1 : 0;
    }
    return frames;
  }

  /** Frames that the encoder makes of so many samples at 16 kHz; 0 below 400 samples. */
  public static int framesOf(int samples) {
    int frames = samples;
    for (int i = 0; i < KERNELS.length; i++) {
      frames = frames < KERNELS[i] ? 0 : (frames - KERNELS[i]) / STRIDES[i] + 1;
    }
    return frames;
  }
}
