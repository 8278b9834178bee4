package org.wavetrain.wav2vec2.format;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wavetrain.failure.FileTrouble;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.ModelError;

/**
 * The safetensors format (huggingface/safetensors): an 8-byte little-endian header length, a JSON
 * header, then the tensors without gaps.
 */
public final class SafeTensors {
  /** Tensors are written, and floats read, in blocks of so many bytes. */
  private static final int BLOCK_BYTES = 1 << 20;

  private SafeTensors() {}

  /**
   * Opens every tensor of a file, in the order in which they lie there. Tensors are mapped into
   * memory, not read, so the file must stay as it is while they are used; replacing it by a move,
   * as {@link #write} does, is safe.
   *
   * @throws UserFailure {@code MODEL_TENSORS_INVALID} when the file breaks a rule of the format,
   *     {@code MODEL_UNREADABLE} when it cannot be read
   */
  public static Map<String, Tensor> read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      SafeTensorsHeader header = SafeTensorsHeader.read(channel, file.toString());
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (TensorEntry entry : header.entries()) {
        ByteBuffer bytes =
            channel.map(
                MapMode.READ_ONLY, header.dataStart() + entry.begin(), entry.end() - entry.begin());
        tensors.put(entry.name(), Tensor.view(entry.type(), entry.shape(), bytes));
      }
      return tensors;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Reads one tensor of type {@code F32} block by block, without room for the whole of it.
   *
   * @param length how many elements it must have
   * @throws UserFailure as {@link #read}, and {@code MODEL_TENSORS_INVALID} when there is no such
   *     tensor
   */
  public static void readFloats(Path file, String name, long length, FloatSink destination) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      SafeTensorsHeader header = SafeTensorsHeader.read(channel, file.toString());
      TensorEntry entry = header.floats(name, length, file.toString());
      ByteBuffer block = block();
      long begin = header.dataStart() + entry.begin();
      for (long read = 0; read < length; read += block.limit() / Float.BYTES) {
        block.clear().limit((int) Math.min(BLOCK_BYTES, (length - read) * Float.BYTES));
        long from = begin + read * Float.BYTES;
        while (block.hasRemaining()) {
          if (channel.read(block, from + block.position()) < 0) {
            throw new EOFException("the file ends within tensor " + name);
          }
        }
        destination.write(Math.toIntExact(read), block.flip().asFloatBuffer());
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static UserFailure unreadable(Path file, IOException cause) {
    return new UserFailure(
        ModelError.MODEL_UNREADABLE,
        file + " cannot be read: " + FileTrouble.reason(cause) + ".",
        "Check that the file exists and that you may read it.",
        cause);
  }

  /**
   * Writes a file whose bytes depend on nothing but the tensors: widest element type first, then by
   * name, as the reference implementation orders them, with the metadata {@code format=pt} that
   * {@code transformers} asks for. The file appears under its name only when it is complete.
   */
  public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
    SafeTensorsWriter.write(file, tensors);
  }

  /** Memory that files are written from and read into without a further copy. */
  static ByteBuffer block() {
    return ByteBuffer.allocateDirect(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  static ByteBuffer littleEndian(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }
}
