package org.wavetrain.wav2vec2.layer;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wavetrain.wav2vec2.kernels.Kernels;

/**
 * Multi-headed attention of every frame to every real frame of its utterance (arXiv 1706.03762).
 * Queries, keys and values are one product into one array, [batch · frames, 3 · width]; heads are
 * strided views of it.
 */
final class SelfAttention {
  private static final int PARTS = 3;

  private final Kernels kernels;
  private final CurrentStep step;
  private final String name;
  private final long width;
  private final long heads;
  private final double deviation;
  private final Linear inputs;
  private final Linear output;
  private final Dropout dropout;
  private INDArray queriesKeysValues;
  private INDArray probabilities;
  private INDArray dropped;

  SelfAttention(
      Kernels kernels,
      CurrentStep step,
      String name,
      long width,
      long heads,
      double deviation,
      double dropoutProbability) {
    this.kernels = kernels;
    this.step = step;
    this.name = name;
    this.width = width;
    this.heads = heads;
    this.deviation = deviation;
    this.inputs = new Linear(kernels);
    this.output = new Linear(kernels);
    this.dropout = new Dropout(kernels, step, name, "attention_dropout", dropoutProbability);
  }

  /** Queries, keys and values lie together so that one product serves all three. */
  List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    Distribution weights = new Distribution.Normal(deviation);
    for (String part : List.of("q_proj", "k_proj", "v_proj")) {
      parameters.add(
          new Parameter(name + "." + part + ".weight", new long[] {width, width}, weights));
    }
    for (String part : List.of("q_proj", "k_proj", "v_proj")) {
      parameters.add(
          new Parameter(name + "." + part + ".bias", new long[] {width}, Distribution.zero()));
    }
    parameters.add(new Parameter(name + ".out_proj.weight", new long[] {width, width}, weights));
    parameters.add(new Parameter(name + ".out_proj.bias", new long[] {width}, Distribution.zero()));
    return parameters;
  }

  void bindParameters(ParameterViews views) {
    inputs.bindParameters(
        views.together(name + ".q_proj.weight", PARTS * width, width),
        views.together(name + ".q_proj.bias", PARTS * width));
    output.bindParameters(views.get(name + ".out_proj.weight"), views.get(name + ".out_proj.bias"));
  }

  void bindGradients(ParameterViews views) {
    inputs.bindGradients(
        views.together(name + ".q_proj.weight", PARTS * width, width),
        views.together(name + ".q_proj.bias", PARTS * width));
    output.bindGradients(views.get(name + ".out_proj.weight"), views.get(name + ".out_proj.bias"));
  }

  /** x [batch · frames, width] gives the same shape. */
  INDArray forward(INDArray x) {
    Step current = step.get();
    long batch = current.batch();
    long frames = current.frames();
    queriesKeysValues = inputs.forward(x);
    probabilities = NativeArrays.empty(x.dataType(), batch, heads, frames, frames);
    kernels.product(
        heads(queriesKeysValues, 0),
        turned(heads(queriesKeysValues, 1)),
        1 / Math.sqrt((double) width / heads),
        probabilities);
    if (current.padded()) {
      kernels.add(probabilities, step.attentionMask(x.dataType()), probabilities);
    }
    kernels.softmax(probabilities, probabilities);
    dropped = dropout.forward(probabilities);
    INDArray context = NativeArrays.empty(x.dataType(), batch * frames, width);
    kernels.product(dropped, heads(queriesKeysValues, 2), 1, heads(context, 0));
    return output.forward(context);
  }

  /** The gradient of x, a new array. */
  INDArray backward(INDArray gradient) {
    INDArray context = output.backward(gradient);
    INDArray inner = NativeArrays.empty(gradient.dataType(), queriesKeysValues.shape());
    INDArray contextHeads = heads(context, 0);
    kernels.product(turned(dropped), contextHeads, 1, heads(inner, 2));
    INDArray ofDropped = NativeArrays.empty(gradient.dataType(), probabilities.shape());
    kernels.product(contextHeads, turned(heads(queriesKeysValues, 2)), 1, ofDropped);
    INDArray scores = dropout.backward(ofDropped);
    kernels.softmaxGradient(probabilities, scores, scores);
    double scale = 1 / Math.sqrt((double) width / heads);
    kernels.product(scores, heads(queriesKeysValues, 1), scale, heads(inner, 0));
    kernels.product(turned(scores), heads(queriesKeysValues, 0), scale, heads(inner, 1));
    return inputs.backward(inner);
  }

  void clear() {
    inputs.clear();
    output.clear();
    dropout.clear();
    queriesKeysValues = null;
    probabilities = null;
    dropped = null;
  }

  /** One part of rows [batch · frames, parts · width] as [batch, heads, frames, headWidth]. */
  private INDArray heads(INDArray rows, long part) {
    long batch = step.get().batch();
    long frames = step.get().frames();
    long row = rows.size(1);
    long headWidth = width / heads;
    return Nd4j.create(
        rows.data(),
        new long[] {batch, heads, frames, headWidth},
        new long[] {frames * row, headWidth, row, 1},
        rows.offset() + part * width,
        'c');
  }

  private static INDArray turned(INDArray matrices) {
    return matrices.permute(0, 1, 3, 2);
  }
}
