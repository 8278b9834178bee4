package org.wavetrain.wav2vec2.kernels;

import org.bytedeco.dnnl.stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution and the copy between PyTorch's layout of the weights and the one that oneDNN is
 * fastest with.
 *
 * @param before copies the weights into the convolution's buffer; null when it reads them as they
 *     are
 * @param main the convolution
 * @param after copies the weights' gradient from the convolution's buffer; null when it writes in
 *     place
 */
record OneDnnConvolution(OneDnnPrimitive before, OneDnnPrimitive main, OneDnnPrimitive after)
    implements OneDnnResource {

  /** Runs with weights that are read; the other arrays in the order of their declaration. */
  void runReading(stream stream, INDArray weight, INDArray... others) {
    if (before == null) {
      main.run(stream, prepend(weight, others));
    } else {
      before.run(stream, weight);
      main.run(stream, others);
    }
  }

  /** Runs with weights that are written. */
  void runWriting(stream stream, INDArray weight, INDArray... others) {
    if (after == null) {
      main.run(stream, prepend(weight, others));
    } else {
      main.run(stream, others);
      after.run(stream, weight);
    }
  }

  private static INDArray[] prepend(INDArray first, INDArray[] others) {
    INDArray[] all = new INDArray[others.length + 1];
    all[0] = first;
    System.arraycopy(others, 0, all, 1, others.length);
    return all;
  }

  @Override
  public void close() {
    if (before != null) {
      before.close();
    }
    main.close();
    if (after != null) {
      after.close();
    }
  }
}
