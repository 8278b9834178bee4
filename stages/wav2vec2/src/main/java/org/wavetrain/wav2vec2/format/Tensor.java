package org.wavetrain.wav2vec2.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Elements of one type in row-major order, with a shape: rank 0 is a single element and a dimension
 * may be 0. At most 2 GiB.
 */
public final class Tensor {
  private final ElementType type;
  private final long[] shape;
  private final TensorContent content;

  private Tensor(ElementType type, long[] shape, TensorContent content) {
    this.type = type;
    this.shape = shape.clone();
    this.content = content;
  }

  /**
   * A view of little-endian bytes, from the buffer's position to its limit; nothing is copied, so
   * the memory must stay as it is.
   */
  public static Tensor view(ElementType type, long[] shape, ByteBuffer littleEndian) {
    Tensor tensor =
        new Tensor(
            type,
            shape,
            new TensorContent.Bytes(
                littleEndian.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN)));
    if (tensor.sizeBytes() != littleEndian.remaining()) {
      throw new IllegalArgumentException(
          "%s elements of shape %s do not take %d bytes"
              .formatted(type, Arrays.toString(shape), littleEndian.remaining()));
    }
    return tensor;
  }

  /**
   * Elements of type {@code F32} that stay where they are and are asked for whenever the tensor is
   * used; so they must stay what they are, and be there, as long as it is.
   */
  public static Tensor live(FloatSource source, long... shape) {
    return new Tensor(
        ElementType.F32,
        shape,
        new TensorContent.Floats(source, Arrays.stream(shape).reduce(1, Math::multiplyExact)));
  }

  /** A copy of {@code values} as {@code F32}. */
  public static Tensor of(float[] values, long... shape) {
    ByteBuffer bytes = allocate(values.length, ElementType.F32);
    bytes.asFloatBuffer().put(values);
    return view(ElementType.F32, shape, bytes);
  }

  /** A copy of {@code values} as {@code F64}. */
  public static Tensor of(double[] values, long... shape) {
    ByteBuffer bytes = allocate(values.length, ElementType.F64);
    bytes.asDoubleBuffer().put(values);
    return view(ElementType.F64, shape, bytes);
  }

  /** A copy of {@code values} as {@code I32}. */
  public static Tensor of(int[] values, long... shape) {
    ByteBuffer bytes = allocate(values.length, ElementType.I32);
    bytes.asIntBuffer().put(values);
    return view(ElementType.I32, shape, bytes);
  }

  /** A copy of {@code values} as {@code I64}. */
  public static Tensor of(long[] values, long... shape) {
    ByteBuffer bytes = allocate(values.length, ElementType.I64);
    bytes.asLongBuffer().put(values);
    return view(ElementType.I64, shape, bytes);
  }

  private static ByteBuffer allocate(int elements, ElementType type) {
    return ByteBuffer.allocate(Math.multiplyExact(elements, type.sizeBytes()))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The same elements on the heap, whatever becomes of where they are now. */
  public Tensor copy() {
    ByteBuffer bytes = SafeTensors.littleEndian(Math.toIntExact(sizeBytes()));
    content.read(0, bytes);
    return view(type, shape, bytes.flip());
  }

  public ElementType type() {
    return type;
  }

  public long[] shape() {
    return shape.clone();
  }

  /** Number of elements: the product of the dimensions, 1 for rank 0. */
  public long elements() {
    long product = 1;
    for (long dimension : shape) {
      product = Math.multiplyExact(product, dimension);
    }
    return product;
  }

  long sizeBytes() {
    return Math.multiplyExact(elements(), type.sizeBytes());
  }

  /**
   * The elements as little-endian bytes, read-only, positioned at the first; of a {@link #live}
   * tensor a copy.
   */
  public ByteBuffer bytes() {
    return content.bytes();
  }

  TensorContent content() {
    return content;
  }

  /**
   * The elements as floats, converted when they are of another type.
   *
   * @throws IllegalStateException for 8-bit floating point and unsigned 64-bit, which no model here
   *     uses
   */
  public float[] toFloats() {
    float[] values = new float[Math.toIntExact(elements())];
    if (content instanceof TensorContent.Floats floats) {
      floats.source().read(0, FloatBuffer.wrap(values));
    } else if (type == ElementType.F32) {
      bytes().asFloatBuffer().get(values);
    } else {
      ByteBuffer bytes = bytes();
      for (int index = 0; index < values.length; index++) {
        values[index] = (float) element(bytes, index);
      }
    }
    return values;
  }

  /** As {@link #toFloats}, in double precision. */
  public double[] toDoubles() {
    double[] values = new double[Math.toIntExact(elements())];
    ByteBuffer bytes = bytes();
    for (int index = 0; index < values.length; index++) {
      values[index] = element(bytes, index);
    }
    return values;
  }

  /**
   * The elements as whole numbers.
   *
   * @throws IllegalStateException when the type is not an integer of at most 32 bits or {@code I64}
   * @throws ArithmeticException when a value does not fit
   */
  public int[] toInts() {
    int[] values = new int[Math.toIntExact(elements())];
    ByteBuffer bytes = bytes();
    for (int index = 0; index < values.length; index++) {
      values[index] =
          switch (type) {
            case I64 -> Math.toIntExact(bytes.getLong(index * Long.BYTES));
            case BOOL, U8, I8, I16, U16, I32 -> (int) element(bytes, index);
            default -> throw new IllegalStateException(type + " is not an integer type");
          };
    }
    return values;
  }

  private double element(ByteBuffer bytes, int index) {
    return switch (type) {
      case BOOL, U8 -> bytes.get(index) & 0xff;
      case I8 -> bytes.get(index);
      case I16 -> bytes.getShort(index * Short.BYTES);
      case U16 -> bytes.getShort(index * Short.BYTES) & 0xffff;
      case F16 -> HalfPrecision.toFloat(bytes.getShort(index * Short.BYTES));
      case BF16 -> Float.intBitsToFloat(bytes.getShort(index * Short.BYTES) << 16);
      case I32 -> bytes.getInt(index * Integer.BYTES);
      case U32 -> bytes.getInt(index * Integer.BYTES) & 0xffffffffL;
      case F32 -> bytes.getFloat(index * Float.BYTES);
      case F64 -> bytes.getDouble(index * Double.BYTES);
      case I64 -> bytes.getLong(index * Long.BYTES);
      case U64, F8_E5M2, F8_E4M3 ->
          throw new IllegalStateException(type + " cannot be read as a number");
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor tensor
        && type == tensor.type
        && Arrays.equals(shape, tensor.shape)
        && bytes().equals(tensor.bytes());
  }

  @Override
  public int hashCode() {
    return 31 * (31 * type.hashCode() + Arrays.hashCode(shape)) + bytes().hashCode();
  }

  /** Type and shape, such as {@code F32[768, 512]}. */
  @Override
  public String toString() {
    return type + Arrays.toString(shape);
  }
}
