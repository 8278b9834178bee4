package org.wavetrain.wav2vec2.layer;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.configuration.ContextNetwork;
import org.wavetrain.wav2vec2.configuration.Dropouts;
import org.wavetrain.wav2vec2.kernels.Kernels;

/**
 * Attention and feed-forward part with their residual sums, norms after the sums or before the
 * parts ({@code Wav2Vec2EncoderLayer} and {@code Wav2Vec2EncoderLayerStableLayerNorm}).
 */
public final class TransformerLayer implements LayerFunction {
  private final Kernels kernels;
  private final CurrentStep step;
  private final String name;
  private final boolean preNorm;
  private final boolean trainable;
  private final double layerDrop;
  private final SelfAttention attention;
  private final LayerNorm attentionNorm;
  private final Dropout attentionDropout;
  private final FeedForward feedForward;
  private final LayerNorm finalNorm;
  private final Dropout feedForwardDropout;
  private ParameterViews gradients;
  private boolean skipped;

  /**
   * @param index counted from 0
   */
  public TransformerLayer(
      Kernels kernels,
      CurrentStep step,
      int index,
      ContextNetwork context,
      Dropouts dropouts,
      boolean trainable) {
    this.kernels = kernels;
    this.step = step;
    this.name = "wav2vec2.encoder.layers." + index;
    this.preNorm = context.preNorm();
    this.trainable = trainable;
    this.layerDrop = dropouts.layer();
    long width = context.hiddenSize();
    double epsilon = context.layerNormEpsilon();
    double deviation = context.initialDeviation();
    attention =
        new SelfAttention(
            kernels,
            step,
            name + ".attention",
            width,
            context.attentionHeads(),
            deviation,
            dropouts.attention());
    attentionNorm = new LayerNorm(kernels, name + ".layer_norm", width, epsilon);
    attentionDropout = new Dropout(kernels, step, name, "attention_hidden", dropouts.hidden());
    feedForward =
        new FeedForward(
            kernels,
            step,
            name + ".feed_forward",
            width,
            context.intermediateSize(),
            deviation,
            dropouts.activation());
    finalNorm = new LayerNorm(kernels, name + ".final_layer_norm", width, epsilon);
    feedForwardDropout = new Dropout(kernels, step, name, "feed_forward_hidden", dropouts.hidden());
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>(attention.parameters());
    parameters.addAll(attentionNorm.parameters());
    parameters.addAll(feedForward.parameters());
    parameters.addAll(finalNorm.parameters());
    return parameters;
  }

  @Override
  public boolean trainable() {
    return trainable;
  }

  @Override
  public void bindParameters(ParameterViews views) {
    attention.bindParameters(views);
    attentionNorm.bindParameters(views);
    feedForward.bindParameters(views);
    finalNorm.bindParameters(views);
  }

  @Override
  public void bindGradients(ParameterViews views) {
    gradients = views;
    attention.bindGradients(views);
    attentionNorm.bindGradients(views);
    feedForward.bindGradients(views);
    finalNorm.bindGradients(views);
  }

  @Override
  public INDArray forward(INDArray input) {
    skipped =
        step.get().training()
            && layerDrop > 0
            && step.get().random().stream(name, "layerdrop").nextDouble() < layerDrop;
    if (skipped) {
      return input;
    }
    INDArray x = Rows.of(input);
    INDArray y = preNorm ? normFirst(x) : normLast(x);
    return y.reshape('c', input.shape());
  }

  private INDArray normLast(INDArray x) {
    INDArray attended = sum(x, attentionDropout.forward(attention.forward(x)));
    INDArray normalised = attentionNorm.forward(attended);
    INDArray fed = sum(normalised, feedForwardDropout.forward(feedForward.forward(normalised)));
    return finalNorm.forward(fed);
  }

  private INDArray normFirst(INDArray x) {
    INDArray attended =
        sum(x, attentionDropout.forward(attention.forward(attentionNorm.forward(x))));
    return sum(
        attended, feedForwardDropout.forward(feedForward.forward(finalNorm.forward(attended))));
  }

  @Override
  public INDArray backward(INDArray gradient) {
    if (!trainable) {
      return gradient;
    }
    if (skipped) {
      gradients.clear();
      return gradient;
    }
    INDArray dy = Rows.of(gradient);
    INDArray dx = preNorm ? backwardNormFirst(dy) : backwardNormLast(dy);
    return dx.reshape('c', gradient.shape());
  }

  private INDArray backwardNormLast(INDArray dy) {
    INDArray fed = finalNorm.backward(dy);
    INDArray normalised = sum(fed, feedForward.backward(feedForwardDropout.backward(fed)));
    INDArray attended = attentionNorm.backward(normalised);
    return sum(attended, attention.backward(attentionDropout.backward(attended)));
  }

  private INDArray backwardNormFirst(INDArray dy) {
    INDArray attended =
        sum(dy, finalNorm.backward(feedForward.backward(feedForwardDropout.backward(dy))));
    return sum(
        attended, attentionNorm.backward(attention.backward(attentionDropout.backward(attended))));
  }

  /** Adds to the second array, which is this layer's own. */
  private INDArray sum(INDArray kept, INDArray changed) {
    kernels.add(changed, kept, changed);
    return changed;
  }

  @Override
  public void clear() {
    attention.clear();
    attentionNorm.clear();
    attentionDropout.clear();
    feedForward.clear();
    finalNorm.clear();
    feedForwardDropout.clear();
  }
}
