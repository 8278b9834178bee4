package org.wavetrain.wav2vec2.kernels;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.softmax_backward;
import org.bytedeco.dnnl.softmax_forward;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sums, products, GELU and softmax on oneDNN. */
final class OneDnnElementwise {
  private final OneDnnRuntime runtime;
  private final OneDnnCache<OneDnnPrimitive> cache;

  OneDnnElementwise(OneDnnRuntime runtime, OneDnnCache<OneDnnPrimitive> cache) {
    this.runtime = runtime;
    this.cache = cache;
  }

  void add(INDArray a, INDArray b, INDArray out) {
    binary(OneDnnOperation.ADD, algorithm.binary_add, a, b, out);
  }

  void multiply(INDArray a, INDArray b, INDArray out) {
    binary(OneDnnOperation.MULTIPLY, algorithm.binary_mul, a, b, out);
  }

  /** {@code out = a ∘ b + c}; b and c may have size 1 where a has more. */
  void multiplyAdd(INDArray a, INDArray b, INDArray c, INDArray out) {
    cache
        .get(
            new OneDnnCache.Key(OneDnnOperation.MULTIPLY_ADD, a.shape(), b.shape(), c.shape()),
            () -> {
              memory.desc first = runtime.dense(a.shape());
              memory.desc second = runtime.dense(b.shape());
              memory.desc third = runtime.dense(c.shape());
              post_ops sum = new post_ops();
              sum.append_binary(algorithm.binary_add, third);
              return withPostOps(algorithm.binary_mul, first, second, sum)
                  .argument(DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | DNNL_ARG_SRC_1, third);
            })
        .run(a, b, out, c);
  }

  /** {@code out = (a − b)²}; b may have size 1 where a has more. */
  void squaredDifference(INDArray a, INDArray b, INDArray out) {
    cache
        .get(
            new OneDnnCache.Key(OneDnnOperation.SQUARED_DIFFERENCE, a.shape(), b.shape()),
            () -> {
              post_ops square = new post_ops();
              square.append_eltwise(1, algorithm.eltwise_square, 0, 0);
              return withPostOps(
                  algorithm.binary_sub, runtime.dense(a.shape()), runtime.dense(b.shape()), square);
            })
        .run(a, b, out);
  }

  private OneDnnPrimitive withPostOps(
      algorithm algorithm, memory.desc first, memory.desc second, post_ops operations) {
    primitive_attr attributes = runtime.attributes();
    attributes.set_post_ops(operations);
    binary.primitive_desc description =
        new binary.primitive_desc(
            new binary.desc(algorithm, first, second, first), attributes, runtime.engine());
    return new OneDnnPrimitive(runtime, new binary(description), description)
        .argument(DNNL_ARG_SRC_0, first)
        .argument(DNNL_ARG_SRC_1, second)
        .argument(DNNL_ARG_DST, first);
  }

  private void binary(
      OneDnnOperation operation, algorithm algorithm, INDArray a, INDArray b, INDArray out) {
    cache
        .get(
            new OneDnnCache.Key(operation, a.shape(), b.shape()),
            () ->
                withPostOps(
                    algorithm, runtime.dense(a.shape()), runtime.dense(b.shape()), new post_ops()))
        .run(a, b, out);
  }

  void gelu(INDArray x, INDArray y) {
    cache
        .get(
            new OneDnnCache.Key(OneDnnOperation.GELU, new long[] {x.length()}),
            () -> {
              memory.desc data = runtime.dense(x.length());
              eltwise_forward.primitive_desc description = geluOf(data);
              return new OneDnnPrimitive(runtime, new eltwise_forward(description), description)
                  .argument(DNNL_ARG_SRC, data)
                  .argument(DNNL_ARG_DST, data);
            })
        .run(x, y);
  }

  void geluGradient(INDArray x, INDArray dy, INDArray dx) {
    cache
        .get(
            new OneDnnCache.Key(OneDnnOperation.GELU_GRADIENT, new long[] {x.length()}),
            () -> {
              memory.desc data = runtime.dense(x.length());
              eltwise_backward.primitive_desc description =
                  new eltwise_backward.primitive_desc(
                      new eltwise_backward.desc(algorithm.eltwise_gelu_erf, data, data),
                      runtime.attributes(),
                      runtime.engine(),
                      geluOf(data));
              return new OneDnnPrimitive(runtime, new eltwise_backward(description), description)
                  .argument(DNNL_ARG_SRC, data)
                  .argument(DNNL_ARG_DIFF_DST, data)
                  .argument(DNNL_ARG_DIFF_SRC, data);
            })
        .run(x, dy, dx);
  }

  void softmax(INDArray x, INDArray y) {
    long width = x.size(-1);
    long rows = x.length() / width;
    cache
        .get(
            new OneDnnCache.Key(OneDnnOperation.SOFTMAX, new long[] {rows, width}),
            () -> {
              memory.desc data = runtime.dense(rows, width);
              softmax_forward.primitive_desc description = softmaxOf(data);
              return new OneDnnPrimitive(runtime, new softmax_forward(description), description)
                  .argument(DNNL_ARG_SRC, data)
                  .argument(DNNL_ARG_DST, data);
            })
        .run(x, y);
  }

  void softmaxGradient(INDArray y, INDArray dy, INDArray dx) {
    long width = y.size(-1);
    long rows = y.length() / width;
    cache
        .get(
            new OneDnnCache.Key(OneDnnOperation.SOFTMAX_GRADIENT, new long[] {rows, width}),
            () -> {
              memory.desc data = runtime.dense(rows, width);
              softmax_backward.primitive_desc description =
                  new softmax_backward.primitive_desc(
                      new softmax_backward.desc(data, data, 1),
                      runtime.attributes(),
                      runtime.engine(),
                      softmaxOf(data));
              return new OneDnnPrimitive(runtime, new softmax_backward(description), description)
                  .argument(DNNL_ARG_DST, data)
                  .argument(DNNL_ARG_DIFF_DST, data)
                  .argument(DNNL_ARG_DIFF_SRC, data);
            })
        .run(y, dy, dx);
  }

  private eltwise_forward.primitive_desc geluOf(memory.desc data) {
    return new eltwise_forward.primitive_desc(
        new eltwise_forward.desc(prop_kind.forward_training, algorithm.eltwise_gelu_erf, data),
        runtime.attributes(),
        runtime.engine());
  }

  private softmax_forward.primitive_desc softmaxOf(memory.desc data) {
    return new softmax_forward.primitive_desc(
        new softmax_forward.desc(prop_kind.forward_training, data, 1),
        runtime.attributes(),
        runtime.engine());
  }
}
