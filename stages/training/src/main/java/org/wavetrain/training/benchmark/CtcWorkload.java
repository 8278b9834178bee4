package org.wavetrain.training.benchmark;

import java.util.Arrays;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.loss.CtcLoss;

/** The CTC loss and its gradient alone. */
final class CtcWorkload implements Workload {
  private final CtcLoss loss;
  private final int frames;
  private final int vocabulary;
  private final int[] frameLengths;
  private final int[][] labels;
  private final float[] logits;
  private final float[] gradient;
  private final double[] losses;

  CtcWorkload(BenchmarkSettings settings, Wav2Vec2Configuration configuration) {
    BenchmarkInput input = new BenchmarkInput(settings);
    loss = new CtcLoss(configuration.ctcHead().blank(), configuration.ctcHead().zeroInfinity());
    frames = configuration.frames(settings.samples());
    vocabulary = configuration.ctcHead().vocabularySize();
    frameLengths = new int[settings.batch()];
    Arrays.fill(frameLengths, frames);
    labels = input.labels(vocabulary);
    logits = input.scores(settings.batch() * frames * vocabulary);
    gradient = new float[logits.length];
    losses = new double[settings.batch()];
  }

  @Override
  public void step(int number) {
    loss.compute(logits, frames, vocabulary, frameLengths, labels, losses, gradient);
  }

  @Override
  public double productFlops() {
    return 0;
  }

  @Override
  public void close() {}
}
