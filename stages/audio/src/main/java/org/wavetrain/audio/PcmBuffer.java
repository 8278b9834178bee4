package org.wavetrain.audio;

import java.util.Arrays;

/** A growing array of 16-bit samples with a limit. */
final class PcmBuffer extends PcmSink {
  private static final int MOST = Integer.MAX_VALUE - 8;

  private short[] samples = new short[1 << 15];

  PcmBuffer(long limit) {
    super(Math.min(limit, MOST));
  }

  @Override
  void put(short sample) {
    int index = (int) count() - 1;
    if (index == samples.length) {
      samples = Arrays.copyOf(samples, (int) Math.min(2L * index, MOST));
    }
    samples[index] = sample;
  }

  short[] toArray() {
    return Arrays.copyOf(samples, (int) count());
  }
}
