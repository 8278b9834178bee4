package org.wavetrain.audio;

/** Passes 16-bit samples on in pieces, so that a recording of any length takes little memory. */
final class PcmStream extends PcmSink {
  private final SampleConsumer consumer;
  private final float[] piece = new float[1 << 14];
  private int filled;

  PcmStream(long limit, SampleConsumer consumer) {
    super(limit);
    this.consumer = consumer;
  }

  @Override
  void put(short sample) {
    piece[filled++] = sample / 32768f;
    if (filled == piece.length) {
      flush();
    }
  }

  /** Passes on what is held. */
  void flush() {
    if (filled > 0) {
      consumer.accept(piece, filled);
      filled = 0;
    }
  }
}
