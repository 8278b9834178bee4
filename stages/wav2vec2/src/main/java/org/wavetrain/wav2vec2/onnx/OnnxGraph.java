package org.wavetrain.wav2vec2.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.AttributeProto.AttributeType;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.UnsafeByteOperations;

/**
 * A graph that grows node by node. Values are referred to by name; each node is named after its
 * first output, so the same calls give the same bytes.
 */
final class OnnxGraph {
  private final GraphProto.Builder graph;
  private final Set<String> constants = new HashSet<>();

  OnnxGraph(String name) {
    this.graph = GraphProto.newBuilder().setName(name);
  }

  GraphProto build() {
    return graph.build();
  }

  /** Adds a node with the given output, which is returned. */
  String node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
    node(operator, List.of(output), inputs, attributes);
    return output;
  }

  /** Adds a node with several outputs. */
  void node(
      String operator, List<String> outputs, List<String> inputs, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(outputs.get(0))
            .addAllInput(inputs)
            .addAllOutput(outputs)
            .addAllAttribute(Arrays.asList(attributes)));
  }

  /** Adds a graph input; a dimension is a number or a name for one that varies. */
  void input(String name, Object... dimensions) {
    graph.addInput(floats(name, dimensions));
  }

  /** Makes a value an output of the graph; dimensions as for {@link #input}. */
  void output(String name, Object... dimensions) {
    graph.addOutput(floats(name, dimensions));
  }

  /** Adds weights, which are named after the tensor they come from; returns the name. */
  String weights(String name, float[] values, long... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return initializer(name, DataType.FLOAT, UnsafeByteOperations.unsafeWrap(bytes), shape);
  }

  /** Adds weights in signed 8-bit integers, as {@link #weights}. */
  String integers(String name, byte[] values, long... shape) {
    return initializer(name, DataType.INT8, UnsafeByteOperations.unsafeWrap(values), shape);
  }

  /** A number of rank 0, added once however often it is asked for. */
  String constant(float value) {
    String name = "constant." + value;
    return constants.add(name) ? weights(name, new float[] {value}) : name;
  }

  /** A vector of whole numbers, added once however often it is asked for. */
  String constant(long... values) {
    StringBuilder name = new StringBuilder("constant");
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      name.append('.').append(value);
      bytes.putLong(value);
    }
    if (constants.add(name.toString())) {
      ByteString content = UnsafeByteOperations.unsafeWrap(bytes.flip());
      initializer(name.toString(), DataType.INT64, content, values.length);
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

  private String initializer(String name, DataType type, ByteString content, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(type.getNumber()).setRawData(content);
    Arrays.stream(shape).forEach(tensor::addDims);
    graph.addInitializer(tensor);
    return name;
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
