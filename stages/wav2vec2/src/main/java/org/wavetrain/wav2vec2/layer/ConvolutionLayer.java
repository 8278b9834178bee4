package org.wavetrain.wav2vec2.layer;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.configuration.FeatureEncoder;
import org.wavetrain.wav2vec2.kernels.Convolution;
import org.wavetrain.wav2vec2.kernels.Kernels;

/**
 * Convolution, norm or none, and GELU: one layer of the feature encoder. Its arrays are the largest
 * of a step, so that the backward pass computes again what it needs of the norm, and of the first
 * layer's convolution, which has one channel to read and costs next to nothing.
 */
public final class ConvolutionLayer implements LayerFunction {
  private final Kernels kernels;
  private final CurrentStep step;
  private final String name;
  private final int index;
  private final FeatureEncoder encoder;
  private final ConvolutionNorm norm;
  private final boolean trainable;
  private INDArray weight;
  private INDArray bias;
  private INDArray weightGradient;
  private INDArray biasGradient;
  private Convolution shape;
  private INDArray input;
  private INDArray convolved;

  /**
   * @param index counted from 0
   */
  public ConvolutionLayer(
      Kernels kernels, CurrentStep step, int index, FeatureEncoder encoder, boolean trainable) {
    this.kernels = kernels;
    this.step = step;
    this.name = "wav2vec2.feature_extractor.conv_layers." + index;
    this.index = index;
    this.encoder = encoder;
    this.trainable = trainable;
    this.norm =
        ConvolutionNorm.of(
            kernels, encoder.normalisation(), index, name, encoder.channels().get(index));
  }

  @Override
  public List<Parameter> parameters() {
    long fanIn = inChannels() * encoder.kernels().get(index);
    List<Parameter> parameters = new ArrayList<>();
    // Kaiming normal, as PyTorch's kaiming_normal_.
    parameters.add(
        new Parameter(
            name + ".conv.weight",
            new long[] {outChannels(), inChannels(), encoder.kernels().get(index)},
            new Distribution.Normal(Math.sqrt(2.0 / fanIn))));
    if (encoder.bias()) {
      parameters.add(
          new Parameter(
              name + ".conv.bias", new long[] {outChannels()}, Distribution.linear(fanIn)));
    }
    parameters.addAll(norm.parameters());
    return parameters;
  }

  @Override
  public boolean trainable() {
    return trainable;
  }

  @Override
  public void bindParameters(ParameterViews views) {
    weight = views.get(name + ".conv.weight");
    bias = views.get(name + ".conv.bias");
    norm.bindParameters(views);
  }

  @Override
  public void bindGradients(ParameterViews views) {
    weightGradient = views.get(name + ".conv.weight");
    biasGradient = views.get(name + ".conv.bias");
    norm.bindGradients(views);
  }

  @Override
  public INDArray forward(INDArray x) {
    boolean keeping = trainable && step.get().training();
    shape =
        Convolution.valid(
            x.size(0),
            x.size(1),
            inChannels(),
            outChannels(),
            encoder.kernels().get(index),
            encoder.strides().get(index));
    INDArray result = convolve(x);
    if (keeping) {
      input = x;
    }
    if (keeping && index > 0) {
      convolved = result;
      result = norm.forward(result, false);
    } else {
      result = norm.forward(result, true);
    }
    // Where there is no norm, the result of the convolution itself is kept.
    INDArray activated =
        result == convolved ? NativeArrays.empty(x.dataType(), result.shape()) : result;
    kernels.gelu(result, activated);
    return activated;
  }

  private INDArray convolve(INDArray x) {
    INDArray result =
        NativeArrays.empty(x.dataType(), shape.batch(), shape.outLength(), outChannels());
    kernels.convolution(shape, x, weight, bias, result, step.get().training());
    return result;
  }

  @Override
  public INDArray backward(INDArray gradient) {
    if (!trainable) {
      return gradient;
    }
    if (index == 0) {
      convolved = convolve(input);
    }
    INDArray inner = NativeArrays.empty(gradient.dataType(), gradient.shape());
    kernels.geluGradient(norm.forward(convolved, false), gradient, inner);
    norm.backward(convolved, inner);
    kernels.convolutionWeightGradient(shape, input, inner, weightGradient);
    if (biasGradient != null) {
      kernels.sumRows(Rows.of(inner), biasGradient);
    }
    if (index == 0) {
      // Nobody asks for the gradient of the samples.
      return gradient;
    }
    INDArray result = NativeArrays.empty(gradient.dataType(), input.shape());
    kernels.convolutionInputGradient(shape, inner, weight, result);
    return result;
  }

  private long inChannels() {
    return index == 0 ? 1 : encoder.channels().get(index - 1);
  }

  private long outChannels() {
    return encoder.channels().get(index);
  }

  @Override
  public void clear() {
    input = null;
    convolved = null;
    norm.clear();
  }
}
