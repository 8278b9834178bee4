package org.wavetrain.training.benchmark;

import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.model.WaveformBatch;

/** The engine's forward pass. */
final class InferenceWorkload implements Workload {
  private final CtcNetwork network;
  private final WaveformBatch batch;
  private final double productFlops;

  InferenceWorkload(
      BenchmarkSettings settings, Wav2Vec2Configuration configuration, Kernels kernels) {
    batch = new BenchmarkInput(settings).waveforms();
    network =
        CtcNetwork.create(
            configuration,
            CtcOptions.lastLayer(configuration),
            NetworkOptions.frozenTrunk(kernels));
    network.initialise(1);
    productFlops =
        ProductCount.transcribing(configuration, settings.batch(), settings.samples()).forward();
  }

  @Override
  public void step(int number) {
    network.logits(batch);
  }

  @Override
  public double productFlops() {
    return productFlops;
  }

  @Override
  public void close() {
    network.close();
  }
}
