package org.wavetrain.wav2vec2.layer;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.wavetrain.wav2vec2.configuration.Quantizer;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.masking.SpanMask;

/**
 * Features to entries of codebooks, one of each group, with the straight-through Gumbel softmax
 * (arXiv 1611.01144; {@code Wav2Vec2GumbelVectorQuantizer}). Rows are frames.
 */
final class GumbelQuantizer {
  private static final String NAME = "quantizer";

  private final Kernels kernels;
  private final Quantizer shape;
  private final long featureWidth;
  private final double logarithmFloor;
  private final Linear projection;
  private final HeapBuffer scores = new HeapBuffer();
  private final HeapBuffer book = new HeapBuffer();
  private final HeapBuffer chosen = new HeapBuffer();
  private final HeapBuffer usage = new HeapBuffer();
  private INDArray codebook;
  private INDArray codebookGradient;
  private INDArray logits;
  private INDArray soft;
  private double temperature;
  private int[] codes;

  /**
   * @param logarithmFloor what is added to probabilities inside the logarithms of perplexities
   */
  GumbelQuantizer(Kernels kernels, Quantizer shape, long featureWidth, double logarithmFloor) {
    this.kernels = kernels;
    this.shape = shape;
    this.featureWidth = featureWidth;
    this.logarithmFloor = logarithmFloor;
    this.projection = new Linear(kernels);
  }

  List<Parameter> parameters() {
    long entries = (long) shape.groups() * shape.entriesPerGroup();
    return List.of(
        new Parameter(
            NAME + ".codevectors",
            new long[] {1, entries, groupWidth()},
            new Distribution.Uniform(0, 1)),
        new Parameter(
            NAME + ".weight_proj.weight",
            new long[] {entries, featureWidth},
            new Distribution.Normal(1)),
        new Parameter(NAME + ".weight_proj.bias", new long[] {entries}, Distribution.zero()));
  }

  void bindParameters(ParameterViews views) {
    codebook = views.get(NAME + ".codevectors");
    projection.bindParameters(
        views.get(NAME + ".weight_proj.weight"), views.get(NAME + ".weight_proj.bias"));
  }

  void bindGradients(ParameterViews views) {
    codebookGradient = views.get(NAME + ".codevectors");
    projection.bindGradients(
        views.get(NAME + ".weight_proj.weight"), views.get(NAME + ".weight_proj.bias"));
  }

  /**
   * The chosen entries side by side, [n, codevectorSize].
   *
   * @param noise Gumbel noise as {@link PretrainingDraw#noise}; null chooses the likeliest entries
   */
  INDArray forward(INDArray features, float[] noise, double ofTemperature) {
    temperature = ofTemperature;
    logits = projection.forward(features);
    INDArray perturbed = logits;
    if (noise != null) {
      perturbed = NativeArrays.of(noise, logits.dataType(), logits.shape());
      kernels.add(perturbed, logits, perturbed);
      soft = perturbed.mul(1 / temperature);
      INDArray byGroup = byGroup(soft);
      kernels.softmax(byGroup, byGroup);
    }
    codes = largest(perturbed);
    return entries(features);
  }

  /** Of each frame and group, the entry that was chosen, counted within the group. */
  int[] codes() {
    return codes;
  }

  /** Whether two frames have the same entry of every group. */
  boolean same(int frame, int other) {
    for (int group = 0; group < shape.groups(); group++) {
      if (codes[frame * shape.groups() + group] != codes[other * shape.groups() + group]) {
        return false;
      }
    }
    return true;
  }

  /** How evenly masked frames use the codebooks, by probability. */
  CodebookUsage softUsage(SpanMask mask) {
    INDArray probabilities = NativeArrays.empty(logits.dataType(), logits.shape());
    kernels.softmax(byGroup(logits), byGroup(probabilities));
    return CodebookUsage.soft(usage.read(probabilities), mask, shape, logarithmFloor);
  }

  /** How evenly masked frames use the codebooks, counting each frame's likeliest entries. */
  CodebookUsage hardUsage(SpanMask mask) {
    return CodebookUsage.hard(largest(logits), mask, shape, logarithmFloor);
  }

  /**
   * The gradient of the features.
   *
   * @param gradient of the chosen entries
   * @param logitGradient that of the logits from the diversity loss; changed
   */
  INDArray backward(INDArray gradient, INDArray logitGradient) {
    codebookGradient.assign(0);
    scatter(chosen.read(gradient));
    INDArray ofSoft = NativeArrays.empty(gradient.dataType(), logits.shape());
    for (int group = 0; group < shape.groups(); group++) {
      kernels.product(
          columns(gradient, group, groupWidth()),
          groupEntries(group).transpose(),
          1 / temperature,
          columns(ofSoft, group, shape.entriesPerGroup()));
    }
    INDArray byGroup = byGroup(ofSoft);
    kernels.softmaxGradient(byGroup(soft), byGroup, byGroup);
    kernels.add(logitGradient, ofSoft, logitGradient);
    return projection.backward(logitGradient);
  }

  private INDArray entries(INDArray features) {
    double[] entries = book.read(codebook);
    int width = (int) groupWidth();
    double[] rows = chosen.room(codes.length * width);
    for (int index = 0; index < codes.length; index++) {
      int group = index % shape.groups();
      int entry = group * shape.entriesPerGroup() + codes[index];
      System.arraycopy(entries, entry * width, rows, index * width, width);
    }
    INDArray result =
        NativeArrays.empty(features.dataType(), features.size(0), shape.codevectorSize());
    chosen.write(result);
    return result;
  }

  /** Adds each frame's gradient to the entries that it chose. */
  private void scatter(double[] gradient) {
    int width = (int) groupWidth();
    int length = Math.toIntExact(codebook.length());
    double[] sum = book.room(length);
    Arrays.fill(sum, 0, length, 0);
    for (int index = 0; index < codes.length; index++) {
      int entry = index % shape.groups() * shape.entriesPerGroup() + codes[index];
      for (int channel = 0; channel < width; channel++) {
        sum[entry * width + channel] += gradient[index * width + channel];
      }
    }
    book.write(codebookGradient);
  }

  private int[] largest(INDArray rows) {
    double[] values = scores.read(rows);
    int entries = shape.entriesPerGroup();
    int[] result = new int[Math.toIntExact(rows.length() / entries)];
    for (int index = 0; index < result.length; index++) {
      int best = 0;
      for (int entry = 1; entry < entries; entry++) {
        if (values[index * entries + entry] > values[index * entries + best]) {
          best = entry;
        }
      }
      result[index] = best;
    }
    return result;
  }

  private INDArray byGroup(INDArray rows) {
    return rows.reshape('c', -1, shape.entriesPerGroup());
  }

  private INDArray groupEntries(int group) {
    long entries = shape.entriesPerGroup();
    return codebook
        .reshape('c', codebook.size(1), codebook.size(2))
        .get(NDArrayIndex.interval(group * entries, (group + 1) * entries), NDArrayIndex.all());
  }

  private static INDArray columns(INDArray rows, int group, long width) {
    return rows.get(NDArrayIndex.all(), NDArrayIndex.interval(group * width, (group + 1) * width));
  }

  private long groupWidth() {
    return shape.codevectorSize() / shape.groups();
  }

  void clear() {
    projection.clear();
    logits = null;
    soft = null;
  }
}
