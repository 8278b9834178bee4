package org.wavetrain.wav2vec2.layer;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.TensorNames;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.masking.SpanMask;
import org.wavetrain.wav2vec2.masking.SpanSampler;

/**
 * Normalised features to the transformer's width, then SpecAugment: masked frames become one
 * learned vector and masked channels zero. Padding becomes zero, so that the positional convolution
 * does not see it.
 */
public final class FeatureProjection implements LayerFunction {
  private static final String NAME = "wav2vec2.feature_projection.projection";
  private static final String MASK = TensorNames.MASK_VECTOR;

  private final Kernels kernels;
  private final CurrentStep step;
  private final Wav2Vec2Configuration configuration;
  private final boolean trainable;
  private final Linear projection;
  private final Dropout dropout;
  private INDArray maskVector;
  private INDArray maskGradient;
  private INDArray kept;
  private INDArray replaced;
  private INDArray keptChannels;

  public FeatureProjection(
      Kernels kernels, CurrentStep step, Wav2Vec2Configuration configuration, boolean trainable) {
    this.kernels = kernels;
    this.step = step;
    this.configuration = configuration;
    this.trainable = trainable;
    this.projection = new Linear(kernels);
    this.dropout =
        new Dropout(
            kernels,
            step,
            "wav2vec2.feature_projection",
            "feat_proj_dropout",
            configuration.dropouts().featureProjection());
  }

  @Override
  public List<Parameter> parameters() {
    long in = configuration.featureEncoder().outputChannels();
    Distribution start = Distribution.linear(in);
    return List.of(
        new Parameter(NAME + ".weight", new long[] {width(), in}, start),
        new Parameter(NAME + ".bias", new long[] {width()}, start),
        new Parameter(MASK, new long[] {width()}, new Distribution.Uniform(0, 1)));
  }

  @Override
  public boolean trainable() {
    return trainable;
  }

  @Override
  public void bindParameters(ParameterViews views) {
    projection.bindParameters(views.get(NAME + ".weight"), views.get(NAME + ".bias"));
    maskVector = views.together(MASK, 1, width());
  }

  @Override
  public void bindGradients(ParameterViews views) {
    projection.bindGradients(views.get(NAME + ".weight"), views.get(NAME + ".bias"));
    maskGradient = views.together(MASK, 1, width());
  }

  @Override
  public INDArray forward(INDArray input) {
    Step current = step.get();
    INDArray projected = dropout.forward(projection.forward(Rows.of(input)));
    mask(current, projected);
    return projected.reshape('c', current.batch(), current.frames(), width());
  }

  private void mask(Step current, INDArray projected) {
    Optional<SpanMask> time = current.timeMask();
    if (time.isPresent() || current.padded()) {
      int rows = current.batch() * current.frames();
      float[] keep = new float[rows];
      float[] replace = new float[rows];
      for (int utterance = 0; utterance < current.batch(); utterance++) {
        for (int frame = 0; frame < current.frameLengths()[utterance]; frame++) {
          int row = utterance * current.frames() + frame;
          boolean masked = time.isPresent() && time.get().masked()[row];
          keep[row] = masked ? 0 : 1;
          replace[row] = masked ? 1 : 0;
        }
      }
      kept = NativeArrays.of(keep, projected.dataType(), rows, 1);
      kernels.multiply(projected, kept, projected);
      if (time.isPresent()) {
        replaced = NativeArrays.of(replace, projected.dataType(), rows, 1);
        kernels.addProduct(replaced, maskVector, projected);
      }
    }
    SpecAugment augment = configuration.specAugment();
    if (current.training() && augment.apply() && augment.featureProbability() > 0) {
      keptChannels = channels(current, augment, projected);
      INDArray utterances = utterances(current, projected);
      kernels.multiply(utterances, keptChannels, utterances);
    }
  }

  /** One for the channels that stay, [batch, 1, width]. */
  private INDArray channels(Step current, SpecAugment augment, INDArray projected) {
    SpanMask mask =
        new SpanSampler(
                augment.featureProbability(),
                augment.featureLength(),
                augment.featureMinimumSpans())
            .sample(
                current.batch(),
                (int) width(),
                current.random().stream("wav2vec2.feature_projection", "feature_mask"));
    float[] keep = new float[mask.masked().length];
    for (int index = 0; index < keep.length; index++) {
      keep[index] = mask.masked()[index] ? 0 : 1;
    }
    return NativeArrays.of(keep, projected.dataType(), current.batch(), 1, width());
  }

  private INDArray utterances(Step current, INDArray rows) {
    return rows.reshape('c', current.batch(), current.frames(), width());
  }

  @Override
  public INDArray backward(INDArray gradient) {
    if (!trainable) {
      return gradient;
    }
    INDArray inner = Rows.of(gradient);
    if (keptChannels != null) {
      INDArray result = NativeArrays.empty(gradient.dataType(), gradient.shape());
      kernels.multiply(gradient, keptChannels, result);
      inner = Rows.of(result);
    }
    if (replaced == null) {
      maskGradient.assign(0);
    } else {
      kernels.product(replaced.transpose(), inner, 1, maskGradient);
    }
    if (kept != null) {
      INDArray result = NativeArrays.empty(gradient.dataType(), inner.shape());
      kernels.multiply(inner, kept, result);
      inner = result;
    }
    INDArray ofFeatures = projection.backward(dropout.backward(inner));
    return ofFeatures.reshape('c', gradient.size(0), gradient.size(1), ofFeatures.size(1));
  }

  private long width() {
    return configuration.contextNetwork().hiddenSize();
  }

  @Override
  public void clear() {
    projection.clear();
    dropout.clear();
    kept = null;
    replaced = null;
    keptChannels = null;
  }
}
