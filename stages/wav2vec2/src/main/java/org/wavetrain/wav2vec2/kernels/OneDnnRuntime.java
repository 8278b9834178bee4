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

  private final OneDnnScratch scratchpad = new OneDnnScratch();
  private final OneDnnScratch weights = new OneDnnScratch();

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
    return new memory.desc(shape, memory.data_type.f32, strides);
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
  memory.desc chosen(long... shape) {
    return new memory.desc(shape, memory.data_type.f32, memory.format_tag.any);
  }

  @Override
  public void close() {
    scratchpad.close();
    weights.close();
    stream.close();
    engine.close();
  }
}
