package org.wavetrain.wav2vec2.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.AllocationsTracker;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class FlatVectorTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void blocksAreReadAndWrittenWhereverTheMemoryIs(boolean reachable) {
    INDArray whole = Nd4j.createFromArray(0f, 1, 2, 3, 4, 5, 6, 7);
    FlatVector vector = new FlatVector(whole.get(NDArrayIndex.interval(1, 7)), reachable);
    assertThat(vector.length()).isEqualTo(6);
    float[] block = new float[4];
    vector.read(2, block, 3);
    assertThat(block).containsExactly(3, 4, 5, 0);
    vector.write(1, new float[] {9, 8, 7}, 2);
    assertThat(whole.toFloatVector()).containsExactly(0, 1, 9, 8, 4, 5, 6, 7);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void buffersAreFilledAndEmptiedWhereverTheMemoryIs(boolean reachable) {
    INDArray whole = Nd4j.createFromArray(0f, 1, 2, 3, 4, 5, 6, 7).reshape(4, 2);
    INDArray rows = whole.get(NDArrayIndex.interval(1, 4), NDArrayIndex.all());
    FlatVector vector = new FlatVector(rows, reachable);
    FloatBuffer buffer = FloatBuffer.allocate(5);
    vector.read(1, buffer.position(1).limit(4));
    assertThat(buffer.array()).containsExactly(0, 3, 4, 5, 0);
    vector.write(4, buffer.position(2).limit(4));
    assertThat(buffer.remaining()).isZero();
    assertThat(whole.data().asFloat()).containsExactly(0, 1, 2, 3, 4, 5, 4, 5);
  }

  @Test
  void memoryThatWasFreedIsNotTouched() {
    INDArray whole = Nd4j.createFromArray(0f, 1, 2, 3);
    FlatVector vector = new FlatVector(whole.get(NDArrayIndex.interval(1, 3)));
    whole.close();
    assertThatThrownBy(() -> vector.read(0, FloatBuffer.allocate(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void blocksOfAnUnreachableArrayLeaveNoMemoryBehind() {
    FlatVector vector = new FlatVector(Nd4j.zeros(DataType.FLOAT, 1 << 16), false);
    float[] block = new float[1 << 16];
    vector.read(0, block, block.length);
    long before = AllocationsTracker.getInstance().bytesOnDevice(0);
    for (int round = 0; round < 10; round++) {
      vector.read(0, block, block.length);
      vector.write(0, block, block.length);
    }
    // What other tests left may be freed meanwhile.
    assertThat(AllocationsTracker.getInstance().bytesOnDevice(0)).isLessThanOrEqualTo(before);
  }
}
