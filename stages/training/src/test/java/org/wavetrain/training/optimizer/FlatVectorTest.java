package org.wavetrain.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
}
