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
  private final OneDnnRuntime runtime;
  private final OneDnnCache<OneDnnPrimitive> cache;

  /** As long as the longest sum yet. */
  private INDArray ones = Nd4j.ones(DataType.FLOAT, 1);

  OneDnnProducts(OneDnnRuntime runtime, OneDnnCache<OneDnnPrimitive> cache) {
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
              return make(
                  runtime.describe(a), runtime.describe(b), runtime.describe(out), attributes);
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
              return make(
                  runtime.describe(a), runtime.describe(b), runtime.describe(out), attributes);
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
              memory.desc source = runtime.dense(rows, in);
              memory.desc weights = runtime.strided(new long[] {in, width}, new long[] {1, in});
              memory.desc shift = runtime.dense(1, width);
              memory.desc result = runtime.dense(rows, width);
              matmul.primitive_desc description =
                  new matmul.primitive_desc(
                      new matmul.desc(source, weights, shift, result),
                      runtime.attributes(),
                      runtime.engine());
              return new OneDnnPrimitive(runtime, new matmul(description), description)
                  .argument(DNNL_ARG_SRC, source)
                  .argument(DNNL_ARG_WEIGHTS, weights)
                  .argument(DNNL_ARG_BIAS, shift)
                  .argument(DNNL_ARG_DST, result);
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
              return make(source, weights, result, runtime.attributes());
            })
        .run(ones, x, out);
  }

  @Override
  public void close() {
    ones.close();
  }

  private OneDnnPrimitive make(
      memory.desc source, memory.desc weights, memory.desc result, primitive_attr attributes) {
    matmul.primitive_desc description =
        new matmul.primitive_desc(
            new matmul.desc(source, weights, result), attributes, runtime.engine());
    return new OneDnnPrimitive(runtime, new matmul(description), description)
        .argument(DNNL_ARG_SRC, source)
        .argument(DNNL_ARG_WEIGHTS, weights)
        .argument(DNNL_ARG_DST, result);
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
