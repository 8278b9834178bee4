package org.wavetrain.wav2vec2.kernels;

import org.nd4j.linalg.api.memory.MemoryWorkspace;

/** A {@link MemoryWorkspace} that lends what no array has taken yet to one operation at a time. */
public interface SpareMemory {
  /** The address of so many bytes, which the next array that is made may lie in. */
  long spare(long bytes);
}
