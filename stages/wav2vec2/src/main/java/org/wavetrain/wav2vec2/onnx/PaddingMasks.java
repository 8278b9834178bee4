package org.wavetrain.wav2vec2.onnx;

import static org.wavetrain.wav2vec2.onnx.OnnxGraph.attribute;

import java.util.List;
import org.wavetrain.wav2vec2.configuration.FeatureNormalisation;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

/**
 * The inputs of a graph that tell what of its rows is padding, and the places where that matters: a
 * group norm's statistics, frames that the positional convolution and attention could see, and the
 * mean of a classifier. With them each row has the scores that it has alone.
 */
final class PaddingMasks {
  /** Far below any score, so that a softmax makes it 0. */
  private static final float FAR_BELOW = 1e9f;

  private final OnnxGraph graph;

  private PaddingMasks(OnnxGraph graph) {
    this.graph = graph;
  }

  /** Adds the inputs. */
  static PaddingMasks add(OnnxGraph graph, Wav2Vec2Configuration configuration) {
    graph.input(OnnxExporter.FRAME_MASK, "batch_size", "frames");
    if (configuration.featureEncoder().normalisation() == FeatureNormalisation.GROUP) {
      graph.input(OnnxExporter.FIRST_MASK, "batch_size", "first_frames");
    }
    return new PaddingMasks(graph);
  }

  /** Frames [batch, frames, width] with zeros for padding. */
  String zeroed(String name, String frames) {
    return graph.node(
        "Mul", name + "/masked", List.of(frames, unsqueezed(name, OnnxExporter.FRAME_MASK, 2)));
  }

  /** What is added to attention's scores [batch, heads, frames, frames]. */
  String attentionBias() {
    String shifted =
        graph.node("Sub", "mask/shifted", List.of(OnnxExporter.FRAME_MASK, graph.constant(1f)));
    String bias = graph.node("Mul", "mask/bias", List.of(shifted, graph.constant(FAR_BELOW)));
    return unsqueezed("attention", bias, 1, 2);
  }

  /** The mean of frames [batch, frames, width] that are no padding, as [batch, width]. */
  String mean(String name, String frames) {
    String mask = unsqueezed(name, OnnxExporter.FRAME_MASK, 2);
    return mean(name, frames, mask, 1, 0);
  }

  /**
   * A group norm of [batch, channels, time] with one channel a group.
   *
   * @param weight vector
   * @param bias vector
   */
  String groupNorm(String name, String input, String weight, String bias, double epsilon) {
    String mask = unsqueezed(name, OnnxExporter.FIRST_MASK, 1);
    String centred =
        graph.node(
            "Sub", name + "/centred", List.of(input, mean(name + "/mean", input, mask, 2, 1)));
    String squares = graph.node("Mul", name + "/squares", List.of(centred, centred));
    String variance = mean(name + "/variance", squares, mask, 2, 1);
    String floored =
        graph.node("Add", name + "/floored", List.of(variance, graph.constant((float) epsilon)));
    String deviation = graph.node("Sqrt", name + "/deviation", List.of(floored));
    String unit = graph.node("Div", name + "/unit", List.of(centred, deviation));
    String scaled =
        graph.node("Mul", name + "/scaled", List.of(unit, unsqueezed(name + "/w", weight, 1)));
    return graph.node("Add", name + "/output", List.of(scaled, unsqueezed(name + "/b", bias, 1)));
  }

  private String mean(String name, String values, String mask, long axis, long keepDimensions) {
    String axes = graph.constant(new long[] {axis});
    String masked = graph.node("Mul", name + "/real", List.of(values, mask));
    String sum =
        graph.node(
            "ReduceSum",
            name + "/sum",
            List.of(masked, axes),
            attribute("keepdims", keepDimensions));
    String count =
        graph.node(
            "ReduceSum",
            name + "/count",
            List.of(mask, axes),
            attribute("keepdims", keepDimensions));
    return graph.node("Div", name + "/quotient", List.of(sum, count));
  }

  private String unsqueezed(String use, String value, long... axes) {
    return graph.node(
        "Unsqueeze", use + "/" + value + "_unsqueezed", List.of(value, graph.constant(axes)));
  }
}
