package org.wavetrain.wav2vec2.layer;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.configuration.LossReduction;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.loss.CtcLoss;

/**
 * Dropout, a linear layer over the vocabulary, and the CTC loss of one exit or of several exits
 * that share the head and come stacked, [exits · batch, frames, width].
 */
public final class CtcOutput implements OutputFunction {
  private final CurrentStep step;
  private final String name;
  private final Wav2Vec2Configuration configuration;
  private final List<Double> exitWeights;
  private final boolean trunkTrainable;
  private final Linear head;
  private final Dropout dropout;
  private final CtcLoss ctc;
  private final HeapBuffer scores = new HeapBuffer();
  private final HeapBuffer gradients = new HeapBuffer();
  private int[][] labels;
  private double[] losses = new double[0];
  private INDArray logitGradient;
  private long[] inputShape;

  /**
   * @param name of its tensors, without {@code .weight} and {@code .bias}
   * @param exitWeights factor of each stacked exit's loss
   * @param trunkTrainable whether anything before it wants a gradient
   */
  public CtcOutput(
      Kernels kernels,
      CurrentStep step,
      String name,
      Wav2Vec2Configuration configuration,
      List<Double> exitWeights,
      boolean trunkTrainable) {
    this.step = step;
    this.name = name;
    this.configuration = configuration;
    this.exitWeights = exitWeights;
    this.trunkTrainable = trunkTrainable;
    this.head = new Linear(kernels);
    this.dropout =
        new Dropout(kernels, step, name, "final_dropout", configuration.dropouts().output());
    this.ctc = new CtcLoss(configuration.ctcHead().blank(), configuration.ctcHead().zeroInfinity());
  }

  /** Says what the next loss is measured against: vocabulary ids of each utterance. */
  public void expect(int[][] ofUtterances) {
    labels = ofUtterances;
  }

  /** The last loss of each exit, reduced over the batch, without its weight. */
  public double[] exitLosses() {
    return losses.clone();
  }

  @Override
  public List<Parameter> parameters() {
    long width = configuration.contextNetwork().hiddenSize();
    long vocabulary = configuration.ctcHead().vocabularySize();
    return List.of(
        new Parameter(
            name + ".weight",
            new long[] {vocabulary, width},
            new Distribution.Normal(configuration.contextNetwork().initialDeviation())),
        new Parameter(name + ".bias", new long[] {vocabulary}, Distribution.zero()));
  }

  @Override
  public boolean trainable() {
    return true;
  }

  @Override
  public void bindParameters(ParameterViews views) {
    head.bindParameters(views.get(name + ".weight"), views.get(name + ".bias"));
  }

  @Override
  public void bindGradients(ParameterViews views) {
    head.bindGradients(views.get(name + ".weight"), views.get(name + ".bias"));
  }

  @Override
  public INDArray forward(INDArray input) {
    INDArray logits = head.forward(dropout.forward(Rows.of(input)));
    return logits.reshape('c', input.size(0), input.size(1), logits.size(1));
  }

  @Override
  public double loss(INDArray input) {
    inputShape = input.shape();
    INDArray logits = forward(input);
    Step current = step.get();
    int exits = exitWeights.size();
    int batch = current.batch();
    int vocabulary = (int) logits.size(2);
    double[] values = scores.read(logits);
    double[] gradient = gradients.room(Math.toIntExact(logits.length()));
    double[] ofUtterances = new double[exits * batch];
    int[] frameLengths = new int[exits * batch];
    int[][] targets = new int[exits * batch][];
    for (int index = 0; index < targets.length; index++) {
      frameLengths[index] = current.frameLengths()[index % batch];
      targets[index] = labels[index % batch];
    }
    ctc.compute(
        values, current.frames(), vocabulary, frameLengths, targets, ofUtterances, gradient);
    losses = new double[exits];
    double total = 0;
    int perUtterance = current.frames() * vocabulary;
    for (int index = 0; index < targets.length; index++) {
      int exit = index / batch;
      double share = share(targets[index].length, batch);
      losses[exit] += share * ofUtterances[index];
      double weight = share * exitWeights.get(exit);
      total += weight * ofUtterances[index];
      scale(gradient, index * perUtterance, perUtterance, weight);
    }
    logitGradient = NativeArrays.empty(logits.dataType(), logits.shape());
    gradients.write(logitGradient);
    return total;
  }

  /** The factor of an utterance's loss, as {@code reduction} of PyTorch's {@code ctc_loss}. */
  private double share(int labelCount, int batch) {
    return configuration.ctcHead().reduction() == LossReduction.SUM
        ? 1
        : 1.0 / (Math.max(labelCount, 1) * (double) batch);
  }

  private static void scale(double[] values, int start, int length, double factor) {
    for (int index = start; index < start + length; index++) {
      values[index] *= factor;
    }
  }

  @Override
  public INDArray backward() {
    INDArray gradient = Rows.of(logitGradient);
    if (!trunkTrainable) {
      head.parameterGradients(gradient);
      return NativeArrays.empty(gradient.dataType(), inputShape);
    }
    return dropout.backward(head.backward(gradient)).reshape('c', inputShape);
  }

  @Override
  public void clear() {
    head.clear();
    dropout.clear();
    logitGradient = null;
  }
}
