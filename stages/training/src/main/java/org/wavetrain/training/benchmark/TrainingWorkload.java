package org.wavetrain.training.benchmark;

import org.wavetrain.training.loop.TrainedRanges;
import org.wavetrain.training.optimizer.Adam;
import org.wavetrain.training.optimizer.AdamSettings;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.model.PretrainingNetwork;
import org.wavetrain.wav2vec2.model.SpeechNetwork;
import org.wavetrain.wav2vec2.model.WaveformBatch;
import org.wavetrain.wav2vec2.random.StepRandom;

/** Training with AdamW, as torch.optim.AdamW has its defaults. */
final class TrainingWorkload implements Workload {
  private static final AdamSettings ADAMW = new AdamSettings(0.9, 0.999, 1e-8, 0.01, true);
  private static final double LEARNING_RATE = 1e-5;
  private static final double TEMPERATURE = 2;

  /** Computes the gradient of a step. */
  private interface Pass {
    void run(int number);
  }

  private final SpeechNetwork network;
  private final Pass pass;
  private final double productFlops;
  private final Adam optimizer;

  private TrainingWorkload(SpeechNetwork network, Pass pass, double productFlops) {
    this.network = network;
    this.pass = pass;
    this.productFlops = productFlops;
    network.initialise(1);
    this.optimizer =
        new Adam(ADAMW, network.parameters(), TrainedRanges.of(network.layout(), 1, 0));
  }

  static TrainingWorkload of(
      BenchmarkSettings settings, Wav2Vec2Configuration configuration, Kernels kernels) {
    BenchmarkInput input = new BenchmarkInput(settings);
    WaveformBatch batch = input.waveforms();
    if (settings.mode() == BenchmarkMode.PRETRAIN) {
      PretrainingNetwork network =
          PretrainingNetwork.create(configuration, NetworkOptions.trainable(kernels));
      return new TrainingWorkload(
          network,
          number -> network.computeGradient(batch, TEMPERATURE, new StepRandom(1, number)),
          ProductCount.pretraining(configuration, settings.batch(), settings.samples()).training());
    }
    boolean frozen = settings.mode() == BenchmarkMode.FROZEN;
    CtcNetwork network =
        CtcNetwork.create(
            configuration,
            CtcOptions.lastLayer(configuration),
            new NetworkOptions(frozen, false, kernels));
    int[][] labels = input.labels(configuration.ctcHead().vocabularySize());
    ProductCount count =
        ProductCount.transcribing(configuration, settings.batch(), settings.samples());
    return new TrainingWorkload(
        network,
        number -> network.computeGradient(batch, labels, new StepRandom(1, number)),
        frozen ? count.trainingWithFrozenEncoder() : count.training());
  }

  @Override
  public void step(int number) {
    pass.run(number);
    optimizer.update(network.gradient(), 1, LEARNING_RATE, number);
  }

  @Override
  public double productFlops() {
    return productFlops;
  }

  @Override
  public void close() {
    optimizer.close();
    network.close();
  }
}
