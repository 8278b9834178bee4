package org.wavetrain.wav2vec2.layer;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.LogSoftmax;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.kernels.Kernels;

/**
 * Mean over real frames, a projection, a linear layer over the classes, and the mean cross entropy.
 * Hugging Face's {@code Wav2Vec2ForSequenceClassification} projects before it takes the mean; both
 * are linear, so the result is the same and this order is cheaper.
 */
public final class ClassificationOutput implements OutputFunction {
  private static final String PROJECTOR = "projector";
  private static final String CLASSIFIER = "classifier";

  private final Kernels kernels;
  private final CurrentStep step;
  private final Wav2Vec2Configuration configuration;
  private final int classes;
  private final boolean trunkTrainable;
  private final Linear projector;
  private final Linear classifier;
  private int[] labels;
  private INDArray frameWeights;
  private INDArray logitGradient;
  private long[] inputShape;

  public ClassificationOutput(
      Kernels kernels,
      CurrentStep step,
      Wav2Vec2Configuration configuration,
      int classes,
      boolean trunkTrainable) {
    this.kernels = kernels;
    this.step = step;
    this.configuration = configuration;
    this.classes = classes;
    this.trunkTrainable = trunkTrainable;
    this.projector = new Linear(kernels);
    this.classifier = new Linear(kernels);
  }

  /** Says what the next loss is measured against: the class of each utterance. */
  public void expect(int[] ofUtterances) {
    labels = ofUtterances;
  }

  @Override
  public List<Parameter> parameters() {
    long width = configuration.contextNetwork().hiddenSize();
    long inner = configuration.classificationHead().projectionSize();
    Distribution weights =
        new Distribution.Normal(configuration.contextNetwork().initialDeviation());
    return List.of(
        new Parameter(PROJECTOR + ".weight", new long[] {inner, width}, weights),
        new Parameter(PROJECTOR + ".bias", new long[] {inner}, Distribution.zero()),
        new Parameter(CLASSIFIER + ".weight", new long[] {classes, inner}, weights),
        new Parameter(CLASSIFIER + ".bias", new long[] {classes}, Distribution.zero()));
  }

  @Override
  public boolean trainable() {
    return true;
  }

  @Override
  public void bindParameters(ParameterViews views) {
    projector.bindParameters(views.get(PROJECTOR + ".weight"), views.get(PROJECTOR + ".bias"));
    classifier.bindParameters(views.get(CLASSIFIER + ".weight"), views.get(CLASSIFIER + ".bias"));
  }

  @Override
  public void bindGradients(ParameterViews views) {
    projector.bindGradients(views.get(PROJECTOR + ".weight"), views.get(PROJECTOR + ".bias"));
    classifier.bindGradients(views.get(CLASSIFIER + ".weight"), views.get(CLASSIFIER + ".bias"));
  }

  /** Scores, [batch, classes]. */
  @Override
  public INDArray forward(INDArray input) {
    Step current = step.get();
    frameWeights = frameWeights(current, input);
    INDArray mean = NativeArrays.empty(input.dataType(), current.batch(), 1, input.size(2));
    kernels.product(frameWeights, input, 1, mean);
    return classifier.forward(projector.forward(Rows.of(mean)));
  }

  /** One over the number of real frames, at each real frame; [batch, 1, frames]. */
  private static INDArray frameWeights(Step current, INDArray input) {
    int frames = current.frames();
    float[] weights = new float[current.batch() * frames];
    for (int utterance = 0; utterance < current.batch(); utterance++) {
      int length = current.frameLengths()[utterance];
      for (int frame = 0; frame < length; frame++) {
        weights[utterance * frames + frame] = 1f / length;
      }
    }
    return NativeArrays.of(weights, input.dataType(), current.batch(), 1, frames);
  }

  @Override
  public double loss(INDArray input) {
    inputShape = input.shape();
    INDArray logits = forward(input);
    double[] scores = NativeArrays.doubles(logits);
    int batch = labels.length;
    double total = 0;
    for (int utterance = 0; utterance < batch; utterance++) {
      int start = utterance * classes;
      total -= LogSoftmax.inPlace(scores, start, classes, labels[utterance]);
      for (int index = 0; index < classes; index++) {
        double target = index == labels[utterance] ? 1 : 0;
        scores[start + index] = (Math.exp(scores[start + index]) - target) / batch;
      }
    }
    logitGradient = NativeArrays.empty(logits.dataType(), logits.shape());
    NativeArrays.write(scores, logitGradient);
    return total / batch;
  }

  @Override
  public INDArray backward() {
    INDArray inner = classifier.backward(logitGradient);
    INDArray result = NativeArrays.empty(inner.dataType(), inputShape);
    if (trunkTrainable) {
      INDArray ofMean = projector.backward(inner).reshape('c', inputShape[0], 1, inputShape[2]);
      kernels.product(frameWeights.permute(0, 2, 1), ofMean, 1, result);
    } else {
      projector.parameterGradients(inner);
    }
    return result;
  }

  @Override
  public void clear() {
    projector.clear();
    classifier.clear();
    frameWeights = null;
    logitGradient = null;
  }
}
