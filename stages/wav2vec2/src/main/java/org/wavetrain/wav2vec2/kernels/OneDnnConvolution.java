package org.wavetrain.wav2vec2.kernels;

import java.util.Objects;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution and the copy between PyTorch's layout of the weights and the one that oneDNN is
 * fastest with.
 *
 * @param before copies the weights into scratch memory; null when it reads them as they are
 * @param main the convolution
 * @param after copies the weights' gradient from there; null when it writes in place
 */
record OneDnnConvolution(OneDnnPrimitive before, OneDnnPrimitive main, OneDnnPrimitive after)
    implements OneDnnResource {

  /** Runs with weights that are read; the other arrays in the order of their declaration. */
  void runReading(INDArray weight, INDArray... others) {
    if (before == null) {
      main.run(prepend(weight, others));
    } else {
      before.run(weight);
      main.run(others);
    }
  }

  /** Runs with weights that are written. */
  void runWriting(INDArray weight, INDArray... others) {
    if (after == null) {
      main.run(prepend(weight, others));
    } else {
      main.run(others);
      after.run(weight);
    }
  }

  private static INDArray[] prepend(INDArray first, INDArray[] others) {
    INDArray[] all = new INDArray[others.length + 1];
    all[0] = first;
    System.arraycopy(others, 0, all, 1, others.length);
    return all;
  }

  @Override
  public void retain() {
    parts().forEach(OneDnnPrimitive::retain);
  }

  @Override
  public void close() {
    parts().forEach(OneDnnPrimitive::close);
  }

  private Stream<OneDnnPrimitive> parts() {
    return Stream.of(before, main, after).filter(Objects::nonNull);
  }
}
