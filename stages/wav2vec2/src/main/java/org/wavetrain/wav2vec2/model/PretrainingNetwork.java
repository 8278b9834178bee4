package org.wavetrain.wav2vec2.model;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.random.StepRandom;

/** A network with the self-supervised objective of wav2vec 2.0. */
public final class PretrainingNetwork implements SpeechNetwork {
  private PretrainingNetwork() {}

  /** Builds the network with all parameters zero: {@link #initialise} or {@link #load} next. */
  public static PretrainingNetwork create(
      Wav2Vec2Configuration configuration, NetworkOptions options) {
    throw new UnsupportedOperationException();
  }

  /**
   * Runs a training step's forward and backward pass; {@link #gradient()} is the total's, a sum
   * over masked frames.
   *
   * @param temperature of the Gumbel softmax
   * @param random where masks, distractors, Gumbel noise and dropout come from
   */
  public PretrainingLosses computeGradient(
      WaveformBatch batch, double temperature, StepRandom random) {
    throw new UnsupportedOperationException();
  }

  /** The losses without dropout or Gumbel noise, the likeliest code taken; no gradient. */
  public PretrainingLosses evaluate(WaveformBatch batch, StepRandom random) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Wav2Vec2Configuration configuration() {
    throw new UnsupportedOperationException();
  }

  @Override
  public INDArray parameters() {
    throw new UnsupportedOperationException();
  }

  @Override
  public INDArray gradient() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<ParameterSlot> layout() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, INDArray> namedParameters() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, INDArray> namedGradients() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void initialise(long seed) {
    throw new UnsupportedOperationException();
  }

  @Override
  public LoadReport load(Map<String, Tensor> tensors) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, Tensor> tensors() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
