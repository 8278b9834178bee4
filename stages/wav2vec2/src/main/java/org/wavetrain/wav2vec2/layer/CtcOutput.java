package org.wavetrain.wav2vec2.layer;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.loss.Distillation;

/**
 * Dropout, linear layers over the vocabulary, and the loss of one exit or of several, whose hidden
 * states come stacked, [exits · batch, frames, width]. The exits share one head or have one each.
 */
public final class CtcOutput implements OutputFunction {
  private final CurrentStep step;
  private final List<String> names;
  private final Wav2Vec2Configuration configuration;
  private final boolean trunkTrainable;
  private final List<Linear> heads = new ArrayList<>();
  private final Dropout dropout;
  private final ExitLosses losses;
  private final HeapBuffer scores = new HeapBuffer();
  private final HeapBuffer gradients = new HeapBuffer();
  private int[][] labels;
  private INDArray logitGradient;
  private long[] inputShape;

  /**
   * @param names of each head's tensors, without {@code .weight} and {@code .bias}: one for all
   *     exits, or as many as exits
   * @param exitWeights factor of each exit's losses
   * @param distillation what the last exit teaches the others
   * @param trunkTrainable whether anything before it wants a gradient
   */
  public CtcOutput(
      Kernels kernels,
      CurrentStep step,
      List<String> names,
      Wav2Vec2Configuration configuration,
      List<Double> exitWeights,
      Distillation distillation,
      boolean trunkTrainable) {
    this.step = step;
    this.names = List.copyOf(names);
    this.configuration = configuration;
    this.trunkTrainable = trunkTrainable;
    names.forEach(name -> heads.add(new Linear(kernels)));
    this.dropout =
        new Dropout(
            kernels,
            step,
            names.get(names.size() - 1),
            "final_dropout",
            configuration.dropouts().output());
    this.losses = new ExitLosses(configuration.ctcHead(), exitWeights, distillation);
  }

  /** Says what the next loss is measured against: vocabulary ids of each utterance. */
  public void expect(int[][] ofUtterances) {
    labels = ofUtterances;
  }

  /** The last CTC loss of each exit, reduced over the batch, without its weight. */
  public double[] exitLosses() {
    return losses.transcription();
  }

  /**
   * The last divergence of each exit but the last from the last, reduced over the batch, without
   * its weight; none without distillation.
   */
  public double[] exitDivergences() {
    return losses.teaching();
  }

  @Override
  public List<Parameter> parameters() {
    long width = configuration.contextNetwork().hiddenSize();
    long vocabulary = configuration.ctcHead().vocabularySize();
    Distribution start = new Distribution.Normal(configuration.contextNetwork().initialDeviation());
    List<Parameter> parameters = new ArrayList<>();
    for (String name : names) {
      parameters.add(new Parameter(name + ".weight", new long[] {vocabulary, width}, start));
      parameters.add(new Parameter(name + ".bias", new long[] {vocabulary}, Distribution.zero()));
    }
    return parameters;
  }

  @Override
  public boolean trainable() {
    return true;
  }

  @Override
  public void bindParameters(ParameterViews views) {
    for (int index = 0; index < heads.size(); index++) {
      String name = names.get(index);
      heads.get(index).bindParameters(views.get(name + ".weight"), views.get(name + ".bias"));
    }
  }

  @Override
  public void bindGradients(ParameterViews views) {
    for (int index = 0; index < heads.size(); index++) {
      String name = names.get(index);
      heads.get(index).bindGradients(views.get(name + ".weight"), views.get(name + ".bias"));
    }
  }

  @Override
  public INDArray forward(INDArray input) {
    INDArray rows = dropout.forward(Rows.of(input));
    long vocabulary = configuration.ctcHead().vocabularySize();
    INDArray logits;
    if (heads.size() == 1) {
      logits = heads.get(0).forward(rows);
    } else {
      logits = NativeArrays.empty(input.dataType(), rows.size(0), vocabulary);
      for (int index = 0; index < heads.size(); index++) {
        part(logits, index).assign(heads.get(index).forward(part(rows, index)));
      }
    }
    return logits.reshape('c', input.size(0), input.size(1), vocabulary);
  }

  /** The rows that a head of its own sees. */
  private INDArray part(INDArray rows, int index) {
    long length = rows.size(0) / heads.size();
    return rows.get(
        NDArrayIndex.interval(index * length, (index + 1) * length), NDArrayIndex.all());
  }

  @Override
  public double loss(INDArray input) {
    inputShape = input.shape();
    INDArray logits = forward(input);
    double[] gradient = gradients.room(Math.toIntExact(logits.length()));
    double total =
        losses.compute(
            scores.read(logits),
            step.get().frames(),
            (int) logits.size(2),
            step.get().frameLengths(),
            labels,
            gradient);
    logitGradient = NativeArrays.empty(logits.dataType(), logits.shape());
    gradients.write(logitGradient);
    return total;
  }

  @Override
  public INDArray backward() {
    INDArray gradient = Rows.of(logitGradient);
    if (!trunkTrainable) {
      for (int index = 0; index < heads.size(); index++) {
        heads.get(index).parameterGradients(part(gradient, index));
      }
      return NativeArrays.empty(gradient.dataType(), inputShape);
    }
    INDArray ofRows;
    if (heads.size() == 1) {
      ofRows = heads.get(0).backward(gradient);
    } else {
      ofRows = NativeArrays.empty(gradient.dataType(), gradient.size(0), inputShape[2]);
      for (int index = 0; index < heads.size(); index++) {
        part(ofRows, index).assign(heads.get(index).backward(part(gradient, index)));
      }
    }
    return dropout.backward(ofRows).reshape('c', inputShape);
  }

  @Override
  public void clear() {
    heads.forEach(Linear::clear);
    dropout.clear();
    logitGradient = null;
  }
}
