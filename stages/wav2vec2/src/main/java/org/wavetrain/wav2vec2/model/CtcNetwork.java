package org.wavetrain.wav2vec2.model;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.random.StepRandom;

/** A network that transcribes, with one CTC exit or several. */
public final class CtcNetwork implements SpeechNetwork {
  private CtcNetwork() {}

  /** Builds the network with all parameters zero: {@link #initialise} or {@link #load} next. */
  public static CtcNetwork create(
      Wav2Vec2Configuration configuration, CtcOptions ctc, NetworkOptions options) {
    throw new UnsupportedOperationException();
  }

  /**
   * Runs a training step's forward and backward pass; {@link #gradient()} is the total's.
   *
   * @param labels vocabulary ids of each utterance, without padding
   * @param random where dropout and masking come from
   */
  public CtcLosses computeGradient(WaveformBatch batch, int[][] labels, StepRandom random) {
    throw new UnsupportedOperationException();
  }

  /** Scores without dropout or masking. */
  public CtcLogits logits(WaveformBatch batch) {
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
