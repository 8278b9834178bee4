package org.wavetrain.wav2vec2.kernels;

/** Native memory with an owner. */
interface OneDnnResource extends AutoCloseable {
  @Override
  void close();
}
