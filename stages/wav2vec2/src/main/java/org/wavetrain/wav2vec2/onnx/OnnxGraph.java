package org.wavetrain.wav2vec2.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.AttributeProto.AttributeType;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto.DataType;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.CodedOutputStream;

/**
 * A graph that grows node by node. Values are referred to by name; each node is named after its
 * first output, so the same calls give the same bytes.
 */
final class OnnxGraph {
  /** The fields that come before the initializers in a file. */
  private final GraphProto.Builder nodes;

  private final List<OnnxInitializer> initializers = new ArrayList<>();

  /** The fields that come after them. */
  private final GraphProto.Builder ports = GraphProto.newBuilder();

  private final Set<String> constants = new HashSet<>();

  OnnxGraph(String name) {
    this.nodes = GraphProto.newBuilder().setName(name);
  }

  /** Bytes that {@link #writeTo} writes. */
  long size() {
    return nodes.build().getSerializedSize()
        + initializers.stream().mapToLong(OnnxInitializer::size).sum()
        + ports.build().getSerializedSize();
  }

  /** Writes the graph's fields, as a {@code GraphProto} of all of them would. */
  void writeTo(CodedOutputStream output) throws IOException {
    nodes.build().writeTo(output);
    for (OnnxInitializer initializer : initializers) {
      initializer.writeTo(output);
    }
    ports.build().writeTo(output);
  }

  /** Adds a node with the given output, which is returned. */
  String node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
    node(operator, List.of(output), inputs, attributes);
    return output;
  }

  /** Adds a node with several outputs. */
  void node(
      String operator, List<String> outputs, List<String> inputs, AttributeProto... attributes) {
    nodes.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(outputs.get(0))
            .addAllInput(inputs)
            .addAllOutput(outputs)
            .addAllAttribute(Arrays.asList(attributes)));
  }

  /** Adds a graph input; a dimension is a number or a name for one that varies. */
  void input(String name, Object... dimensions) {
    ports.addInput(floats(name, dimensions));
  }

  /** Makes a value an output of the graph; dimensions as for {@link #input}. */
  void output(String name, Object... dimensions) {
    ports.addOutput(floats(name, dimensions));
  }

  /**
   * Adds weights, which are named after the tensor they come from; returns the name.
   *
   * @param values row-major; asked for when the graph is written
   */
  String weights(String name, Supplier<float[]> values, long... shape) {
    initializers.add(OnnxInitializer.floats(name, values, shape));
    return name;
  }

  /** Adds weights in signed 8-bit integers, as {@link #weights}. */
  String integers(String name, Supplier<byte[]> values, long... shape) {
    initializers.add(OnnxInitializer.bytes(name, values, shape));
    return name;
  }

  /** A number of rank 0, added once however often it is asked for. */
  String constant(float value) {
    String name = "constant." + value;
    return constants.add(name) ? weights(name, () -> new float[] {value}) : name;
  }

  /** A vector of whole numbers, added once however often it is asked for. */
  String constant(long... values) {
    StringBuilder name = new StringBuilder("constant");
    for (long value : values) {
      name.append('.').append(value);
    }
    if (constants.add(name.toString())) {
      initializers.add(OnnxInitializer.longs(name.toString(), values));
    }
    return name.toString();
  }

  static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  static AttributeProto attribute(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  static AttributeProto attribute(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.build();
  }

  private static ValueInfoProto floats(String name, Object... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Object dimension : dimensions) {
      shape.addDim(
          dimension instanceof Number number
              ? Dimension.newBuilder().setDimValue(number.longValue())
              : Dimension.newBuilder().setDimParam(dimension.toString()));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }
}
