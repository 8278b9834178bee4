package org.wavetrain.wav2vec2.kernels;

/** Native objects with an owner. */
interface OneDnnResource extends AutoCloseable {
  /** Keeps this when the scope that it was made in is left. */
  void retain();

  @Override
  void close();
}
