package org.wavetrain.wav2vec2.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Where the elements of a tensor are. */
sealed interface TensorContent {
  /** All elements as little-endian bytes, read-only; a copy where they are not bytes. */
  ByteBuffer bytes();

  /**
   * Fills a buffer up to its limit.
   *
   * @param offset the first byte that is wanted, at the beginning of an element
   * @param destination room for whole elements, little-endian
   */
  void read(int offset, ByteBuffer destination);

  /** Little-endian bytes in memory, or in a file that is mapped there. */
  record Bytes(ByteBuffer buffer) implements TensorContent {
    @Override
    public ByteBuffer bytes() {
      return buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void read(int offset, ByteBuffer destination) {
      destination.put(buffer.duplicate().position(offset).limit(offset + destination.remaining()));
    }
  }

  /** Floats elsewhere, which are asked for each time that they are used. */
  record Floats(FloatSource source, long elements) implements TensorContent {
    @Override
    public ByteBuffer bytes() {
      ByteBuffer copy =
          SafeTensors.littleEndian(Math.toIntExact(Math.multiplyExact(elements, Float.BYTES)));
      read(0, copy);
      return copy.flip().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void read(int offset, ByteBuffer destination) {
      FloatBuffer floats = destination.asFloatBuffer();
      source.read(offset / Float.BYTES, floats);
      destination.position(destination.limit());
    }
  }
}
