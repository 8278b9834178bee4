package org.wavetrain.wav2vec2.model;

import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.factory.Nd4j;

/** The native memory of one step, reused by the next. */
interface Arena extends AutoCloseable {
  /** The best there is for the back end. */
  static Arena create() {
    return Nd4j.getEnvironment().isCPU() ? new StackArena() : new WorkspaceArena();
  }

  /** Until the scope is closed, this thread's new arrays come from here. */
  MemoryWorkspace open();

  /** How much is in use, for {@link #release}. */
  long mark();

  /** Gives back what was taken since a mark, where the arena can. */
  void release(long mark);

  /** How much was in use before the memory at an address was taken; -1 where it is no arena's. */
  long position(long address);

  @Override
  void close();
}
