package org.wavetrain.wav2vec2.kernels;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_data_type_undef;

import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Matrix products on oneDNN. */
final class OneDnnProducts implements AutoCloseable {
  /** Thinner products gain nothing from bfloat16. */
  private static final int LEAST_ROUNDED = 16;

  /** Rows of a first factor from which on a copy of the second one costs less than it gains. */
  private static final int MANY_ROWS = 1024;

  /** The same for many products of small matrices, as of attention's heads. */
  private static final int MANY_ROWS_OF_SMALL = 200;

  /** Columns of a second factor that oneDNN reads slowly where its rows are dense. */
  private static final int MANY_COLUMNS = 1536;

  private final OneDnnRuntime runtime;
  private final OneDnnCache<OneDnnSequence> cache;

  /** As long as the longest sum yet. */
  private INDArray ones = Nd4j.ones(DataType.FLOAT, 1);

  OneDnnProducts(OneDnnRuntime runtime, OneDnnCache<OneDnnSequence> cache) {
    this.runtime = runtime;
    this.cache = cache;
  }

  void product(INDArray a, INDArray b, double scale, INDArray out) {
    long[] scaleBits = {Double.doubleToLongBits(scale)};
    cache
        .get(
            key(OneDnnOperation.PRODUCT, a, b, out, scaleBits),
            () -> {
              primitive_attr attributes = runtime.attributes();
              if (scale != 1) {
                attributes.set_output_scales(0, new float[] {(float) scale});
              }
              return make(a, b, out, attributes);
            })
        .run(a, b, out);
  }

  void addProduct(INDArray a, INDArray b, INDArray out) {
    cache
        .get(
            key(OneDnnOperation.ADD_PRODUCT, a, b, out, new long[0]),
            () -> {
              post_ops sum = new post_ops();
              sum.append_sum(1, dnnl_data_type_undef);
              primitive_attr attributes = runtime.attributes();
              attributes.set_post_ops(sum);
              return make(a, b, out, attributes);
            })
        .run(a, b, out);
  }

  void affine(INDArray x, INDArray weight, INDArray bias, INDArray out) {
    long rows = x.size(0);
    long in = x.size(1);
    long width = out.size(1);
    cache
        .get(
            new OneDnnCache.Key(OneDnnOperation.AFFINE, new long[] {rows, in, width}),
            () -> {
              memory.desc shift = runtime.dense(1, width);
              INDArray turned = weight.transpose();
              memory.desc source = firstFactor(x, turned);
              memory.desc weights = secondFactor(x, turned);
              memory.desc result = runtime.describe(out);
              matmul.primitive_desc description =
                  new matmul.primitive_desc(
                      new matmul.desc(source, weights, shift, result),
                      runtime.attributes(),
                      runtime.engine());
              return new OneDnnSequenceBuilder(runtime, new matmul(description), description)
                  .reads(DNNL_ARG_SRC, runtime.describe(x), source, runtime.firstFactor())
                  .reads(
                      DNNL_ARG_WEIGHTS,
                      runtime.describe(turned),
                      description.weights_desc(),
                      runtime.secondFactor())
                  .as(DNNL_ARG_BIAS, shift)
                  .as(DNNL_ARG_DST, result)
                  .build();
            })
        .run(x, weight, bias, out);
  }

  void sumRows(INDArray x, INDArray out) {
    long rows = x.size(0);
    if (ones.length() < rows) {
      try (MemoryWorkspace outside = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
        ones.close();
        ones = Nd4j.ones(DataType.FLOAT, rows);
      }
    }
    long width = x.size(1);
    cache
        .get(
            new OneDnnCache.Key(OneDnnOperation.SUM_ROWS, new long[] {rows, width}),
            () -> {
              memory.desc source = runtime.dense(1, rows);
              memory.desc weights = runtime.dense(rows, width);
              memory.desc result = runtime.dense(1, width);
              matmul.primitive_desc description =
                  new matmul.primitive_desc(
                      new matmul.desc(source, weights, result),
                      runtime.attributes(),
                      runtime.engine());
              return new OneDnnSequenceBuilder(runtime, new matmul(description), description)
                  .as(DNNL_ARG_SRC, source)
                  .as(DNNL_ARG_WEIGHTS, weights)
                  .as(DNNL_ARG_DST, result)
                  .build();
            })
        .run(ones, x, out);
  }

  @Override
  public void close() {
    ones.close();
  }

  private OneDnnSequence make(INDArray a, INDArray b, INDArray out, primitive_attr attributes) {
    memory.desc source = firstFactor(a, b);
    memory.desc weights = secondFactor(a, b);
    memory.desc result = runtime.describe(out);
    matmul.primitive_desc description =
        new matmul.primitive_desc(
            new matmul.desc(source, weights, result), attributes, runtime.engine());
    return new OneDnnSequenceBuilder(runtime, new matmul(description), description)
        .reads(DNNL_ARG_SRC, runtime.describe(a), source, runtime.firstFactor())
        .reads(
            DNNL_ARG_WEIGHTS,
            runtime.describe(b),
            description.weights_desc(),
            runtime.secondFactor())
        .as(DNNL_ARG_DST, result)
        .build();
  }

  private memory.desc firstFactor(INDArray a, INDArray b) {
    return rounds(a, b) ? runtime.rounded(a) : runtime.describe(a);
  }

  /** As it lies, or as oneDNN chooses where copying it is worth while. */
  private memory.desc secondFactor(INDArray a, INDArray b) {
    if (rounds(a, b)) {
      return runtime.rounded(b);
    }
    boolean wide = b.stride(-1) == 1 && b.size(-1) >= MANY_COLUMNS;
    long many = a.rank() == 2 ? MANY_ROWS : MANY_ROWS_OF_SMALL;
    return wide || a.size(-2) >= many ? runtime.chosen(false, b.shape()) : runtime.describe(b);
  }

  private boolean rounds(INDArray a, INDArray b) {
    return runtime.narrow()
        && Math.min(a.size(-2), Math.min(a.size(-1), b.size(-1))) >= LEAST_ROUNDED;
  }

  private static OneDnnCache.Key key(
      OneDnnOperation operation, INDArray a, INDArray b, INDArray out, long[] extra) {
    return new OneDnnCache.Key(
        operation,
        a.shape(),
        OneDnnRuntime.strides(a),
        b.shape(),
        OneDnnRuntime.strides(b),
        OneDnnRuntime.strides(out),
        extra);
  }
}
