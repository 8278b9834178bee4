package org.wavetrain.training.loop;

import java.io.IOException;
import java.nio.file.Path;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wavetrain.wav2vec2.layer.FlatVector;

/**
 * Writes the optimizer of a model and reads it back. A process of its own, whose heap can be
 * limited.
 */
final class LargeCheckpoint {
  private static final int BLOCK = 1 << 20;

  private LargeCheckpoint() {}

  /**
   * @param arguments the folder to write to, and the model's number of parameters
   */
  public static void main(String[] arguments) throws IOException {
    CheckpointFolder folder = new CheckpointFolder(Path.of(arguments[0]));
    long length = Long.parseLong(arguments[1]);
    try (INDArray moments = Nd4j.createUninitializedDetached(DataType.FLOAT, length)) {
      FlatVector vector = new FlatVector(moments);
      float[] block = new float[BLOCK];
      for (int offset = 0; offset < length; offset += BLOCK) {
        int count = (int) Math.min(BLOCK, length - offset);
        for (int index = 0; index < count; index++) {
          block[index] = value(offset + index);
        }
        vector.write(offset, block, count);
      }
      // Both vectors of one memory, to need the less of it.
      folder.writeOptimizer(moments, moments);
      moments.assign(0);
      folder.readOptimizer(moments, moments);
      for (int offset = 0; offset < length; offset += BLOCK) {
        int count = (int) Math.min(BLOCK, length - offset);
        vector.read(offset, block, count);
        for (int index = 0; index < count; index++) {
          if (block[index] != value(offset + index)) {
            throw new IllegalStateException("element " + (offset + index) + " is another");
          }
        }
      }
    }
  }

  private static float value(int index) {
    return index % 16_777_213;
  }
}
