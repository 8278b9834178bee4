package org.wavetrain.wav2vec2.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.ModelError;

/**
 * The safetensors format (huggingface/safetensors): an 8-byte little-endian header length, a JSON
 * header, then the tensors without gaps.
 */
public final class SafeTensors {
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
      throw new UserFailure(
          ModelError.MODEL_UNREADABLE,
          file + " cannot be read: " + e,
          "Check that the file exists and that you may read it.",
          e);
    }
  }

  /**
   * Writes a file whose bytes depend on nothing but the tensors: widest element type first, then by
   * name, as the reference implementation orders them, with the metadata {@code format=pt} that
   * {@code transformers} asks for. The file appears under its name only when it is complete.
   */
  public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
    SafeTensorsWriter.write(file, tensors);
  }

  static ByteBuffer littleEndian(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }
}
