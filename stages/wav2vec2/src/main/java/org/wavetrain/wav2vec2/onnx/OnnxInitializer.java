package org.wavetrain.wav2vec2.onnx;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.Supplier;
import onnx.Onnx.GraphProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import org.nd4j.shade.protobuf.CodedOutputStream;
import org.nd4j.shade.protobuf.WireFormat;

/**
 * A tensor of a graph whose values are made when they are written, so that a file takes no more
 * memory than its largest tensor.
 *
 * @param description the tensor without its values
 * @param valueBytes how long they are
 */
record OnnxInitializer(TensorProto description, long valueBytes, Values values) {
  /** Writes the values, little-endian. */
  @FunctionalInterface
  private interface Values {
    void writeTo(CodedOutputStream output) throws IOException;
  }

  static OnnxInitializer floats(String name, Supplier<float[]> values, long... shape) {
    return of(
        name,
        DataType.FLOAT,
        Float.BYTES,
        shape,
        output -> {
          for (float value : values.get()) {
            output.writeFloatNoTag(value);
          }
        });
  }

  static OnnxInitializer bytes(String name, Supplier<byte[]> values, long... shape) {
    return of(name, DataType.INT8, Byte.BYTES, shape, output -> output.writeRawBytes(values.get()));
  }

  static OnnxInitializer longs(String name, long... values) {
    return of(
        name,
        DataType.INT64,
        Long.BYTES,
        new long[] {values.length},
        output -> {
          for (long value : values) {
            output.writeFixed64NoTag(value);
          }
        });
  }

  private static OnnxInitializer of(
      String name, DataType type, int elementBytes, long[] shape, Values values) {
    TensorProto.Builder description =
        TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
    Arrays.stream(shape).forEach(description::addDims);
    long elements = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    return new OnnxInitializer(
        description.build(), Math.multiplyExact(elements, elementBytes), values);
  }

  /** Bytes that it takes in a graph. */
  long size() {
    return CodedOutputStream.computeTagSize(GraphProto.INITIALIZER_FIELD_NUMBER)
        + CodedOutputStream.computeUInt64SizeNoTag(tensorSize())
        + tensorSize();
  }

  private long tensorSize() {
    return description.getSerializedSize()
        + CodedOutputStream.computeTagSize(TensorProto.RAW_DATA_FIELD_NUMBER)
        + CodedOutputStream.computeUInt64SizeNoTag(valueBytes)
        + valueBytes;
  }

  /** Writes it as a field of a graph. */
  void writeTo(CodedOutputStream output) throws IOException {
    output.writeTag(GraphProto.INITIALIZER_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    output.writeUInt64NoTag(tensorSize());
    description.writeTo(output);
    // The field with the greatest number of those in use, so it comes last.
    output.writeTag(TensorProto.RAW_DATA_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    output.writeUInt64NoTag(valueBytes);
    values.writeTo(output);
  }
}
