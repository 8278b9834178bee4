package org.wavetrain.wav2vec2.kernels;

import org.nd4j.linalg.api.buffer.DataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses, and says so when the choice is the slow one. */
final class FastestKernels {
  private static final Logger LOG = LoggerFactory.getLogger(FastestKernels.class);

  private FastestKernels() {}

  static Kernels create() {
    try {
      return new OneDnnKernels();
    } catch (LinkageError | RuntimeException missing) {
      LOG.warn(
          "oneDNN has no library for this machine ({}); training uses ND4J's operations, which are"
              + " several times slower.",
          missing.toString());
      return new Nd4jKernels(DataType.FLOAT);
    }
  }
}
