package org.wavetrain.wav2vec2.kernels;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The CPU engine, its stream, and descriptions of dense and strided single-precision arrays. */
final class OneDnnRuntime implements AutoCloseable {
  private final engine engine = new engine(org.bytedeco.dnnl.engine.kind.cpu, 0);
  private final stream stream = new stream(engine);

  private final OneDnnScratch scratchpad = OneDnnScratch.borrowed();
  private final OneDnnScratch weights = OneDnnScratch.own();
  private final OneDnnScratch firstFactor = OneDnnScratch.own();
  private final OneDnnScratch secondFactor = OneDnnScratch.own();
  private final boolean narrow;

  /**
   * @param narrow whether factors are rounded to bfloat16
   */
  OneDnnRuntime(boolean narrow) {
    this.narrow = narrow;
  }

  /** Whether factors are rounded to bfloat16. */
  boolean narrow() {
    return narrow;
  }

  engine engine() {
    return engine;
  }

  stream stream() {
    return stream;
  }

  /** What primitives compute in. */
  OneDnnScratch scratchpad() {
    return scratchpad;
  }

  /** Where a product's first factor, or what a convolution reads, lies in another precision. */
  OneDnnScratch firstFactor() {
    return firstFactor;
  }

  /** The same for the second factor, or for the gradient of what a convolution wrote. */
  OneDnnScratch secondFactor() {
    return secondFactor;
  }

  /** Where weights lie in a convolution's own layout while it runs. */
  OneDnnScratch weights() {
    return weights;
  }

  /**
   * Attributes of a primitive that computes in the scratchpad given to it, not in one of its own.
   */
  primitive_attr attributes() {
    primitive_attr attributes = new primitive_attr();
    attributes.set_scratchpad_mode(scratchpad_mode.user);
    return attributes;
  }

  /** Describes matrices as they lie in memory. */
  memory.desc describe(INDArray matrices) {
    return strided(matrices.shape(), strides(matrices));
  }

  /**
   * The strides, with those of dimensions of size one set to what they would be in a longer matrix:
   * ND4J leaves them arbitrary and oneDNN takes them for leading dimensions.
   */
  static long[] strides(INDArray matrices) {
    long[] strides = matrices.stride().clone();
    int column = matrices.rank() - 1;
    int row = column - 1;
    if (matrices.size(column) == 1) {
      strides[column] = 1;
    }
    if (matrices.size(row) == 1) {
      strides[row] = strides[column] == 1 ? matrices.size(column) : 1;
    }
    return strides;
  }

  memory.desc strided(long[] shape, long[] strides) {
    return strided(shape, strides, false);
  }

  /**
   * @param rounded whether elements are bfloat16
   */
  memory.desc strided(long[] shape, long[] strides, boolean rounded) {
    return new memory.desc(shape, type(rounded), strides);
  }

  private static memory.data_type type(boolean rounded) {
    return rounded ? memory.data_type.bf16 : memory.data_type.f32;
  }

  /** Matrices in bfloat16 without gaps, turned where the given ones are. */
  memory.desc rounded(INDArray matrices) {
    long[] shape = matrices.shape();
    long[] strides = strides(matrices);
    int column = shape.length - 1;
    int row = column - 1;
    boolean turned = strides[column] != 1;
    strides[turned ? row : column] = 1;
    strides[turned ? column : row] = shape[turned ? row : column];
    long stride = shape[row] * shape[column];
    for (int dimension = row - 1; dimension >= 0; dimension--) {
      strides[dimension] = stride;
      stride *= shape[dimension];
    }
    return strided(shape, strides, true);
  }

  /** Describes a row-major array. */
  memory.desc dense(long... shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int dimension = shape.length - 1; dimension >= 0; dimension--) {
      strides[dimension] = stride;
      stride *= shape[dimension];
    }
    return strided(shape, strides);
  }

  /** Describes an array whose layout oneDNN chooses. */
  memory.desc chosen(boolean rounded, long... shape) {
    return new memory.desc(shape, type(rounded), memory.format_tag.any);
  }

  @Override
  public void close() {
    scratchpad.close();
    weights.close();
    firstFactor.close();
    secondFactor.close();
    stream.close();
    engine.close();
  }
}
