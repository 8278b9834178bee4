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
public sealed interface SpeechNetwork extends AutoCloseable
    permits CtcNetwork, PretrainingNetwork, ClassificationNetwork {

  /** The configuration that it was made from. */
  Wav2Vec2Configuration configuration();

  /** All parameters, [n]; changing it in place changes the network. */
  INDArray parameters();

  /** The gradient of the last computed loss, [n]; overwritten by each computation. */
  INDArray gradient();

  /** Where each parameter lies in {@link #parameters()} and {@link #gradient()}. */
  List<ParameterSlot> layout();

  /** The parameters as views in Hugging Face's shapes, by name, in layout order. */
  Map<String, INDArray> namedParameters();

  /** The gradient as views in Hugging Face's shapes, by name, in layout order. */
  Map<String, INDArray> namedGradients();

  /** Draws all parameters anew, as Hugging Face's {@code _init_weights} distributes them. */
  void initialise(long seed);

  /**
   * Copies the tensors that the network has a place for.
   *
   * @throws org.wavetrain.failure.UserFailure if a tensor has another shape than the parameter of
   *     its name
   */
  LoadReport load(Map<String, Tensor> tensors);

  /** Copies the parameters into tensors in Hugging Face's names and shapes. */
  Map<String, Tensor> tensors();

  /** Frees native memory. */
  @Override
  void close();
}
