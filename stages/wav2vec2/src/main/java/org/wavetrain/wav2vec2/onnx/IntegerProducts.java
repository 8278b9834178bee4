package org.wavetrain.wav2vec2.onnx;

import static org.wavetrain.wav2vec2.onnx.OnnxGraph.attribute;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.TensorProto.DataType;

/**
 * Products of 8-bit integers, in the pattern that ONNX Runtime makes one operator of: the input is
 * quantised when the model runs, by its least and greatest value, and the whole sum is multiplied
 * by both scales.
 */
final class IntegerProducts implements LinearProducts {
  private final OnnxGraph graph;
  private final ModelWeights weights;
  private final int greatestWeight;
  private final Set<String> added = new HashSet<>();
  private final Map<String, QuantisedInput> inputs = new HashMap<>();

  IntegerProducts(OnnxGraph graph, ModelWeights weights, int greatestWeight) {
    this.graph = graph;
    this.weights = weights;
    this.greatestWeight = greatestWeight;
  }

  @Override
  public String add(String layer, String use, String input) {
    String weight = layer + ".weight.quantised";
    String scale = layer + ".weight.scale";
    if (added.add(layer)) {
      long[] shape = weights.tensor(layer + ".weight").shape();
      WeightQuantisation quantised =
          new WeightQuantisation(weights.values(layer + ".weight"), (int) shape[0], greatestWeight);
      graph.integers(weight, quantised::values, shape[1], shape[0]);
      graph.weights(scale, quantised::scales, shape[0]);
    }
    QuantisedInput quantised = inputs.computeIfAbsent(input, this::quantise);
    String sums =
        graph.node(
            "MatMulInteger",
            use + "/sums",
            List.of(quantised.values(), weight, quantised.zeroPoint()));
    String floats =
        graph.node(
            "Cast", use + "/floats", List.of(sums), attribute("to", DataType.FLOAT.getNumber()));
    String scales = graph.node("Mul", use + "/scales", List.of(quantised.scale(), scale));
    return graph.node("Mul", use + "/product", List.of(floats, scales));
  }

  private QuantisedInput quantise(String input) {
    QuantisedInput quantised =
        new QuantisedInput(
            input + "/quantised", input + "/quantised_scale", input + "/quantised_zero_point");
    graph.node(
        "DynamicQuantizeLinear",
        List.of(quantised.values(), quantised.scale(), quantised.zeroPoint()),
        List.of(input));
    return quantised;
  }

  /** Names of a value's 8-bit form: unsigned numbers, what one counts, and which stands for 0. */
  private record QuantisedInput(String values, String scale, String zeroPoint) {}
}
