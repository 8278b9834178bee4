package org.wavetrain.wav2vec2.kernels;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.device.Device;
import org.wavetrain.wav2vec2.device.DeviceChoice;

/**
 * The heavy arithmetic of the network, each operation with its gradient. Results go into arrays of
 * the caller, which may not overlap inputs unless said otherwise. Arrays are row-major and dense
 * unless said otherwise. "Rows" are all dimensions but the last. Not thread safe: whoever makes
 * kernels uses them from one thread at a time, for as many networks as wanted, and closes them.
 */
public interface Kernels extends AutoCloseable {
  /** The data type of every array. */
  DataType dataType();

  /** The fastest kernels that this machine has, single precision; the caller closes them. */
  static Kernels fastest() {
    return on(Device.AUTO, Precision.FP32);
  }

  /**
   * The fastest kernels on a device; the caller closes them.
   *
   * @throws UserFailure {@code DEVICE_MISSING}, {@code DEVICE_UNSUPPORTED} or {@code
   *     DEVICE_UNKNOWN} when it cannot be had, {@code PRECISION_UNSUPPORTED} when it does not
   *     compute in the precision
   */
  static Kernels on(Device device, Precision precision) {
    return FastestKernels.create(DeviceChoice.choose(device), precision);
  }

  /**
   * Refuses what {@link #on} would refuse, and allocates nothing.
   *
   * @throws UserFailure as {@link #on}
   */
  static void require(Device device, Precision precision) {
    FastestKernels.require(DeviceChoice.choose(device), precision);
  }

  /** Frees what is kept between operations. */
  @Override
  void close();

  /**
   * {@code out = scale · a · b} over the last two dimensions; the leading ones must agree. Any
   * strides whose last or last but one is 1.
   */
  void product(INDArray a, INDArray b, double scale, INDArray out);

  /** {@code out += a · b}, as {@link #product}. */
  void addProduct(INDArray a, INDArray b, INDArray out);

  /** {@code out = x · weightᵀ + bias} with x [n, in], weight [out, in], bias [out]. */
  void affine(INDArray x, INDArray weight, INDArray bias, INDArray out);

  /** The sum of the rows of x [n, m] into out [m]. */
  void sumRows(INDArray x, INDArray out);

  /** {@code out = a + b}; b may have size 1 where a has more. {@code out} may be a. */
  void add(INDArray a, INDArray b, INDArray out);

  /** {@code out = a ∘ b}; b may have size 1 where a has more. {@code out} may be a. */
  void multiply(INDArray a, INDArray b, INDArray out);

  /**
   * x [batch, inLength, inChannels], bias [outChannels] or null, y [batch, outLength, outChannels].
   *
   * @param recurring whether the shape comes often enough, as in training, to spend time and memory
   *     on preparing for it
   */
  void convolution(
      Convolution shape, INDArray x, INDArray weight, INDArray bias, INDArray y, boolean recurring);

  /** From the gradient of y, that of x. */
  void convolutionInputGradient(Convolution shape, INDArray dy, INDArray weight, INDArray dx);

  /** From the gradient of y, that of the weight. */
  void convolutionWeightGradient(Convolution shape, INDArray x, INDArray dy, INDArray dWeight);

  /** The exact {@code y = x · Φ(x)}; y may be x. */
  void gelu(INDArray x, INDArray y);

  /** From the gradient of y, that of x; dx may be dy. */
  void geluGradient(INDArray x, INDArray dy, INDArray dx);

  /**
   * Normalises each row of x over its last dimension (arXiv 1607.06450).
   *
   * @param statistics written; what the gradient needs, [2, rows]
   */
  void layerNorm(
      INDArray x, INDArray gain, INDArray bias, double epsilon, INDArray y, INDArray statistics);

  /** From the gradient of y, those of x, gain and bias; dx may be dy. */
  void layerNormGradient(
      INDArray x,
      INDArray dy,
      INDArray gain,
      double epsilon,
      INDArray statistics,
      INDArray dx,
      INDArray dGain,
      INDArray dBias);

  /**
   * Normalises each channel of each utterance of x [batch, time, channel] over time: group norm
   * (arXiv 1803.08494) with one channel a group.
   *
   * @param statistics written; what the gradient needs, [batch, 2, channel]
   */
  void channelNorm(
      INDArray x, INDArray gain, INDArray bias, double epsilon, INDArray y, INDArray statistics);

  /** From the gradient of y, those of x, gain and bias; dx may be dy. */
  void channelNormGradient(
      INDArray x,
      INDArray dy,
      INDArray gain,
      double epsilon,
      INDArray statistics,
      INDArray dx,
      INDArray dGain,
      INDArray dBias);

  /** Softmax over the last dimension; y may be x. */
  void softmax(INDArray x, INDArray y);

  /** From softmax's result y and its gradient, that of x; dx may be dy. */
  void softmaxGradient(INDArray y, INDArray dy, INDArray dx);
}
