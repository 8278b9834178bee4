package org.wavetrain.wav2vec2.model;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.Tensor;

/**
 * A wav2vec 2.0 network with its heads. Its parameters and its gradient are two flat vectors of
 * native memory that it owns. Not thread safe: one step at a time.
 */
public abstract sealed class SpeechNetwork implements AutoCloseable
    permits CtcNetwork, PretrainingNetwork, ClassificationNetwork {

  private final NetworkRuntime runtime;

  SpeechNetwork(NetworkRuntime runtime) {
    this.runtime = runtime;
  }

  final NetworkRuntime runtime() {
    return runtime;
  }

  /** The configuration that it was made from. */
  public final Wav2Vec2Configuration configuration() {
    return runtime.configuration();
  }

  /** All parameters, [n]; changing it in place changes the network. */
  public final INDArray parameters() {
    return runtime.parameters().values();
  }

  /** The gradient of the last computed loss, [n]; overwritten by each computation. */
  public final INDArray gradient() {
    return runtime.parameters().gradient();
  }

  /** Where each parameter lies in {@link #parameters()} and {@link #gradient()}. */
  public final List<ParameterSlot> layout() {
    return runtime.parameters().layout();
  }

  /** The parameters as views in Hugging Face's shapes, by name, in layout order. */
  public final Map<String, INDArray> namedParameters() {
    return runtime.parameters().namedValues();
  }

  /** The gradient as views in Hugging Face's shapes, by name, in layout order. */
  public final Map<String, INDArray> namedGradients() {
    return runtime.parameters().namedGradients();
  }

  /**
   * Whether from now on the backward pass ends with the heads. The gradient of the trunk is then
   * left as it is, and means nothing.
   */
  public final void trainHeadsOnly(boolean only) {
    runtime.trainHeadsOnly(only);
  }

  /** Draws all parameters anew, as Hugging Face's {@code _init_weights} distributes them. */
  public final void initialise(long seed) {
    runtime.parameters().initialise(seed);
  }

  /**
   * Copies the tensors that the network has a place for.
   *
   * @throws org.wavetrain.failure.UserFailure if a tensor has another shape than the parameter of
   *     its name
   */
  public final LoadReport load(Map<String, Tensor> tensors) {
    return runtime.parameters().load(tensors);
  }

  /**
   * The parameters as tensors in Hugging Face's names and shapes. They are not copied: a tensor has
   * the values of the moment when it is used, and cannot be used once the network is closed.
   */
  public final Map<String, Tensor> tensors() {
    return runtime.parameters().tensors();
  }

  /** Frees native memory. */
  @Override
  public final void close() {
    runtime.close();
  }
}
