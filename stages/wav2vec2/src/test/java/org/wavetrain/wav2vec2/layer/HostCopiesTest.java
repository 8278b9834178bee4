package org.wavetrain.wav2vec2.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The way by address and that of all back ends do the same. */
class HostCopiesTest {
  @Test
  void floatsGoBothWays() {
    INDArray whole = Nd4j.zeros(DataType.FLOAT, 4, 3);
    INDArray part = whole.get(NDArrayIndex.interval(1, 3), NDArrayIndex.all());
    float[] values = {1, 2, 3, 4, 5, 6, 7};
    HostCopies.send(values, part);
    float[] byAddress = new float[7];
    HostCopies.read(part, byAddress);
    float[] fetched = new float[7];
    HostCopies.fetch(part, fetched);
    assertThat(byAddress).containsExactly(1, 2, 3, 4, 5, 6, 0).isEqualTo(fetched);
    HostCopies.write(new float[] {6, 5, 4, 3, 2, 1}, part);
    assertThat(whole.data().asFloat()).containsExactly(0, 0, 0, 6, 5, 4, 3, 2, 1, 0, 0, 0);
  }

  @Test
  void doublesGoBothWays() {
    INDArray whole = Nd4j.zeros(DataType.DOUBLE, 4, 3);
    INDArray part = whole.get(NDArrayIndex.interval(1, 3), NDArrayIndex.all());
    double[] values = {1, 2, 3, 4, 5, 6, 7};
    HostCopies.send(values, part);
    double[] byAddress = new double[7];
    HostCopies.read(part, byAddress);
    double[] fetched = new double[7];
    HostCopies.fetch(part, fetched);
    assertThat(byAddress).containsExactly(1, 2, 3, 4, 5, 6, 0).isEqualTo(fetched);
    HostCopies.write(new double[] {6, 5, 4, 3, 2, 1}, part);
    assertThat(whole.data().asDouble()).containsExactly(0, 0, 0, 6, 5, 4, 3, 2, 1, 0, 0, 0);
  }
}
