package org.wavetrain.wav2vec2.kernels;

import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Memory that holds something while one operation runs; grows to the largest that was asked for.
 */
final class OneDnnScratch implements AutoCloseable {
  private final boolean borrowing;
  private BytePointer memory = new BytePointer(1);

  private OneDnnScratch(boolean borrowing) {
    this.borrowing = borrowing;
  }

  /** Memory of its own. */
  static OneDnnScratch own() {
    return new OneDnnScratch(false);
  }

  /**
   * Spare memory of the step in hand if it lends any, else memory of its own. An operation that
   * made arrays after it got the address would overwrite it, so one of an operation's at most.
   */
  static OneDnnScratch borrowed() {
    return new OneDnnScratch(true);
  }

  /** The address of at least {@code bytes} bytes. */
  long address(long bytes) {
    if (borrowing && Nd4j.getMemoryManager().getCurrentWorkspace() instanceof SpareMemory spare) {
      return spare.spare(bytes);
    }
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
