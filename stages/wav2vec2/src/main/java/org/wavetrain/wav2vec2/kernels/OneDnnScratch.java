package org.wavetrain.wav2vec2.kernels;

import org.bytedeco.javacpp.BytePointer;

/**
 * Memory that holds something while one operation runs; grows to the largest that was asked for.
 */
final class OneDnnScratch implements AutoCloseable {
  private BytePointer memory = new BytePointer(1);

  /** The address of at least {@code bytes} bytes. */
  long address(long bytes) {
    if (memory.capacity() < bytes) {
      memory.close();
      memory = new BytePointer(bytes);
    }
    return memory.address();
  }

  @Override
  public void close() {
    memory.close();
  }
}
