package org.wavetrain.wav2vec2.kernels;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Single precision on oneDNN, or bfloat16 in products and convolutions. The library picks the
 * processor's best instructions at run time. Primitives are kept by shape and run straight on the
 * arrays' memory.
 */
public final class OneDnnKernels implements Kernels {
  /** Enough for some dozens of batch shapes; a network has about a hundred operations. */
  private static final int CACHED_PRIMITIVES = 4096;

  /** Those of recurring shapes take about a megabyte each. */
  private static final int CACHED_CONVOLUTIONS = 768;

  private final OneDnnRuntime runtime;
  private final OneDnnCache<OneDnnPrimitive> primitives = new OneDnnCache<>(CACHED_PRIMITIVES);
  private final OneDnnCache<OneDnnSequence> cachedProducts = new OneDnnCache<>(CACHED_PRIMITIVES);
  private final OneDnnCache<OneDnnSequence> cachedConvolutions =
      new OneDnnCache<>(CACHED_CONVOLUTIONS);
  private final OneDnnProducts products;
  private final OneDnnConvolutions convolutions;
  private final OneDnnWindowProducts windowProducts;
  private final OneDnnLayerNorm layerNorm;
  private final OneDnnChannelNorm channelNorm;
  private final OneDnnElementwise elementwise;

  /**
   * @throws LinkageError if oneDNN has no library for this machine
   */
  public OneDnnKernels() {
    this(Precision.FP32);
  }

  /**
   * @param precision single precision, or bfloat16 where {@link #multipliesBfloat16()}
   * @throws LinkageError if oneDNN has no library for this machine
   */
  OneDnnKernels(Precision precision) {
    runtime = new OneDnnRuntime(precision == Precision.BF16);
    products = new OneDnnProducts(runtime, cachedProducts);
    convolutions = new OneDnnConvolutions(runtime, cachedConvolutions);
    windowProducts = new OneDnnWindowProducts(runtime, products, cachedConvolutions);
    layerNorm = new OneDnnLayerNorm(runtime, primitives);
    elementwise = new OneDnnElementwise(runtime, primitives);
    channelNorm = new OneDnnChannelNorm(products, elementwise);
  }

  /** Whether the processor multiplies bfloat16: with AVX512-BF16 or AMX. */
  static boolean multipliesBfloat16() {
    int instructions = dnnl_get_effective_cpu_isa();
    return (instructions & dnnl_cpu_isa_avx512_core_bf16) == dnnl_cpu_isa_avx512_core_bf16;
  }

  @Override
  public DataType dataType() {
    return DataType.FLOAT;
  }

  @Override
  public void product(INDArray a, INDArray b, double scale, INDArray out) {
    products.product(a, b, scale, out);
  }

  @Override
  public void addProduct(INDArray a, INDArray b, INDArray out) {
    products.addProduct(a, b, out);
  }

  @Override
  public void affine(INDArray x, INDArray weight, INDArray bias, INDArray out) {
    products.affine(x, weight, bias, out);
  }

  @Override
  public void sumRows(INDArray x, INDArray out) {
    products.sumRows(x, out);
  }

  @Override
  public void add(INDArray a, INDArray b, INDArray out) {
    elementwise.add(a, b, out);
  }

  @Override
  public void multiply(INDArray a, INDArray b, INDArray out) {
    elementwise.multiply(a, b, out);
  }

  @Override
  public void convolution(
      Convolution shape,
      INDArray x,
      INDArray weight,
      INDArray bias,
      INDArray y,
      boolean recurring) {
    if (bias == null && windowProducts.suits(shape)) {
      windowProducts.forward(shape, x, weight, y);
    } else {
      convolutions.forward(shape, x, weight, bias, y, recurring);
    }
  }

  @Override
  public void convolutionInputGradient(
      Convolution shape, INDArray dy, INDArray weight, INDArray dx) {
    convolutions.inputGradient(shape, dy, weight, dx);
  }

  @Override
  public void convolutionWeightGradient(
      Convolution shape, INDArray x, INDArray dy, INDArray dWeight) {
    if (windowProducts.suits(shape)) {
      windowProducts.weightGradient(shape, x, dy, dWeight);
    } else {
      convolutions.weightGradient(shape, x, dy, dWeight);
    }
  }

  @Override
  public void gelu(INDArray x, INDArray y) {
    elementwise.gelu(x, y);
  }

  @Override
  public void geluGradient(INDArray x, INDArray dy, INDArray dx) {
    elementwise.geluGradient(x, dy, dx);
  }

  @Override
  public void layerNorm(
      INDArray x, INDArray gain, INDArray bias, double epsilon, INDArray y, INDArray statistics) {
    layerNorm.forward(x, gain, bias, epsilon, y, statistics);
  }

  @Override
  public void layerNormGradient(
      INDArray x,
      INDArray dy,
      INDArray gain,
      double epsilon,
      INDArray statistics,
      INDArray dx,
      INDArray dGain,
      INDArray dBias) {
    layerNorm.gradient(x, dy, gain, epsilon, statistics, dx, dGain, dBias);
  }

  @Override
  public void channelNorm(
      INDArray x, INDArray gain, INDArray bias, double epsilon, INDArray y, INDArray statistics) {
    channelNorm.forward(x, gain, bias, epsilon, y, statistics);
  }

  @Override
  public void channelNormGradient(
      INDArray x,
      INDArray dy,
      INDArray gain,
      double epsilon,
      INDArray statistics,
      INDArray dx,
      INDArray dGain,
      INDArray dBias) {
    channelNorm.gradient(x, dy, gain, epsilon, statistics, dx, dGain, dBias);
  }

  @Override
  public void softmax(INDArray x, INDArray y) {
    elementwise.softmax(x, y);
  }

  @Override
  public void softmaxGradient(INDArray y, INDArray dy, INDArray dx) {
    elementwise.softmaxGradient(y, dy, dx);
  }

  @Override
  public void close() {
    cachedConvolutions.close();
    primitives.close();
    cachedProducts.close();
    products.close();
    runtime.close();
  }
}
