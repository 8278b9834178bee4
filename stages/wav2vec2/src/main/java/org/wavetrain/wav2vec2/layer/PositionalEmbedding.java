package org.wavetrain.wav2vec2.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.configuration.ContextNetwork;
import org.wavetrain.wav2vec2.configuration.Dropouts;
import org.wavetrain.wav2vec2.format.TensorNames;
import org.wavetrain.wav2vec2.kernels.Convolution;
import org.wavetrain.wav2vec2.kernels.Kernels;

/**
 * Adds to each frame the GELU of a grouped convolution around it, with a norm after it when norms
 * come last ({@code Wav2Vec2PositionalConvEmbedding} and the beginning of {@code Wav2Vec2Encoder}).
 */
public final class PositionalEmbedding implements LayerFunction {
  private static final String BIAS = TensorNames.POSITIONAL + "bias";

  private final Kernels kernels;
  private final CurrentStep step;
  private final ContextNetwork context;
  private final boolean trainable;
  private final WeightNorm weight;
  private final Optional<LayerNorm> norm;
  private final Dropout dropout;
  private INDArray bias;
  private INDArray biasGradient;
  private INDArray input;
  private INDArray beforeActivation;

  public PositionalEmbedding(
      Kernels kernels,
      CurrentStep step,
      ContextNetwork context,
      Dropouts dropouts,
      boolean trainable) {
    this.kernels = kernels;
    this.step = step;
    this.context = context;
    this.trainable = trainable;
    long width = context.hiddenSize();
    weight =
        new WeightNorm(
            kernels, width, width / context.positionalGroups(), context.positionalKernel());
    norm =
        context.preNorm()
            ? Optional.empty()
            : Optional.of(
                new LayerNorm(
                    kernels, "wav2vec2.encoder.layer_norm", width, context.layerNormEpsilon()));
    dropout = new Dropout(kernels, step, "wav2vec2.encoder", "hidden_dropout", dropouts.hidden());
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>(weight.parameters());
    parameters.add(new Parameter(BIAS, new long[] {context.hiddenSize()}, Distribution.zero()));
    norm.ifPresent(present -> parameters.addAll(present.parameters()));
    return parameters;
  }

  @Override
  public boolean trainable() {
    return trainable;
  }

  @Override
  public void bindParameters(ParameterViews views) {
    weight.bindParameters(views);
    bias = views.get(BIAS);
    norm.ifPresent(present -> present.bindParameters(views));
  }

  @Override
  public void bindGradients(ParameterViews views) {
    weight.bindGradients(views);
    biasGradient = views.get(BIAS);
    norm.ifPresent(present -> present.bindGradients(views));
  }

  @Override
  public INDArray forward(INDArray x) {
    input = x;
    beforeActivation = NativeArrays.empty(x.dataType(), x.shape());
    boolean recurring = step.get().training();
    kernels.convolution(shape(x), x, weight.forward(), bias, beforeActivation, recurring);
    INDArray sum = NativeArrays.empty(x.dataType(), x.shape());
    kernels.gelu(beforeActivation, sum);
    kernels.add(sum, x, sum);
    return dropout.forward(norm.isPresent() ? norm.get().forward(sum) : sum);
  }

  @Override
  public INDArray backward(INDArray gradient) {
    if (!trainable) {
      return gradient;
    }
    INDArray ofNorm = dropout.backward(gradient);
    INDArray ofSum = norm.isPresent() ? norm.get().backward(ofNorm) : ofNorm;
    INDArray inner = NativeArrays.empty(gradient.dataType(), gradient.shape());
    kernels.geluGradient(beforeActivation, ofSum, inner);
    Convolution shape = shape(gradient);
    kernels.sumRows(Rows.of(inner), biasGradient);
    kernels.convolutionWeightGradient(shape, input, inner, weight.gradientOfProduct());
    weight.backward();
    INDArray result = NativeArrays.empty(gradient.dataType(), gradient.shape());
    kernels.convolutionInputGradient(shape, inner, weight.product(), result);
    kernels.add(result, ofSum, result);
    return result;
  }

  /** Padded so that there are as many outputs as inputs; an even kernel reaches further back. */
  private Convolution shape(INDArray x) {
    long kernel = context.positionalKernel();
    return new Convolution(
        x.size(0),
        x.size(1),
        context.hiddenSize(),
        context.hiddenSize(),
        kernel,
        1,
        context.positionalGroups(),
        kernel / 2,
        (kernel - 1) / 2);
  }

  @Override
  public void clear() {
    weight.clear();
    norm.ifPresent(LayerNorm::clear);
    dropout.clear();
    input = null;
    beforeActivation = null;
  }
}
