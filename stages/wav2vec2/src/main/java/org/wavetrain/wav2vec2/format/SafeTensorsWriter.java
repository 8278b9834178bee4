package org.wavetrain.wav2vec2.format;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/**
 * Writes safetensors files, in blocks; see {@link SafeTensors#write}. The JDK would copy whole
 * tensors that are on the heap into memory outside it, and keep that.
 */
final class SafeTensorsWriter {
  /** The data begin at a multiple of this, as in the reference implementation. */
  private static final int ALIGNMENT = 8;

  private static final JsonMapper MAPPER = new JsonMapper();

  private static final Comparator<Entry<String, Tensor>> ORDER =
      Comparator.<Entry<String, Tensor>>comparingInt(entry -> -entry.getValue().type().sizeBytes())
          .thenComparing(Entry::getKey);

  private SafeTensorsWriter() {}

  static void write(Path file, Map<String, Tensor> tensors) throws IOException {
    List<Entry<String, Tensor>> inOrder = tensors.entrySet().stream().sorted(ORDER).toList();
    Path incomplete = file.resolveSibling(file.getFileName() + ".incomplete");
    try (FileChannel channel =
        FileChannel.open(
            incomplete,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      writeFully(channel, header(inOrder));
      ByteBuffer block = SafeTensors.block();
      for (Entry<String, Tensor> entry : inOrder) {
        write(channel, entry.getValue(), block);
      }
    }
    Files.move(
        incomplete, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static ByteBuffer header(List<Entry<String, Tensor>> tensors) throws IOException {
    ObjectNode json = MAPPER.createObjectNode();
    json.putObject("__metadata__").put("format", "pt");
    long offset = 0;
    for (Entry<String, Tensor> entry : tensors) {
      Tensor tensor = entry.getValue();
      ObjectNode node = json.putObject(entry.getKey());
      node.put("dtype", tensor.type().name());
      Arrays.stream(tensor.shape()).forEach(node.putArray("shape")::add);
      long end = offset + tensor.sizeBytes();
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] text = MAPPER.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
    int length = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer header = SafeTensors.littleEndian(Long.BYTES + length);
    header.putLong(length).put(text);
    while (header.hasRemaining()) {
      header.put((byte) ' ');
    }
    return header.flip();
  }

  private static void write(FileChannel channel, Tensor tensor, ByteBuffer block)
      throws IOException {
    long size = tensor.sizeBytes();
    for (long offset = 0; offset < size; offset += block.capacity()) {
      block.clear().limit((int) Math.min(block.capacity(), size - offset));
      tensor.content().read(Math.toIntExact(offset), block);
      writeFully(channel, block.flip());
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
