package org.wavetrain.wav2vec2.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.ModelError;

/**
 * The checked header of a safetensors file. The rules are those of the reference implementation
 * (safetensors/src/tensor.rs); a file that breaks one is refused whole, since a header is not to be
 * trusted with offsets.
 *
 * @param entries the tensors in order of offset
 * @param dataStart where in the file the offsets count from
 */
record SafeTensorsHeader(List<TensorEntry> entries, long dataStart) {
  private static final long MAXIMUM_LENGTH = 100_000_000;
  private static final String METADATA = "__metadata__";
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static SafeTensorsHeader read(FileChannel channel, String source) throws IOException {
    GitLfsPointer.refuse(channel, source);
    long fileSize = channel.size();
    require(fileSize >= Long.BYTES, source, "has %d bytes, fewer than a header takes", fileSize);
    long length = bytes(channel, 0, Long.BYTES).getLong();
    require(
        length >= 0 && length <= MAXIMUM_LENGTH,
        source,
        "has a header of %s bytes, more than the format's %d",
        Long.toUnsignedString(length),
        MAXIMUM_LENGTH);
    long dataStart = Long.BYTES + length;
    require(dataStart <= fileSize, source, "ends within its header of %d bytes", length);

    ObjectNode json = json(bytes(channel, Long.BYTES, (int) length), source);
    List<TensorEntry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (field.getKey().equals(METADATA)) {
        checkMetadata(field.getValue(), source);
      } else {
        entries.add(entry(field.getKey(), field.getValue(), source));
      }
    }
    entries.sort(Comparator.comparingLong(TensorEntry::begin).thenComparing(TensorEntry::end));
    checkContiguous(entries, fileSize - dataStart, source);
    return new SafeTensorsHeader(List.copyOf(entries), dataStart);
  }

  /** The entry of a tensor that must be there, of so many 32-bit floats. */
  TensorEntry floats(String name, long length, String source) {
    for (TensorEntry entry : entries) {
      if (entry.name().equals(name)
          && entry.type() == ElementType.F32
          && entry.end() - entry.begin() == length * Float.BYTES) {
        return entry;
      }
    }
    throw invalid(source, "has no tensor %s of %d floats".formatted(name, length), null);
  }

  /** So many bytes from a position, or fewer where the file ends. */
  static ByteBuffer bytes(FileChannel channel, long position, int count) throws IOException {
    ByteBuffer bytes = SafeTensors.littleEndian(count);
    while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {}
    return bytes.flip();
  }

  private static ObjectNode json(ByteBuffer header, String source) {
    require(
        header.hasRemaining() && header.get(0) == '{', source, "has a header that is no object");
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(header).toString();
      return (ObjectNode) MAPPER.readTree(text);
    } catch (CharacterCodingException e) {
      throw invalid(source, "has a header that is not UTF-8", e);
    } catch (JsonProcessingException e) {
      throw invalid(source, "has a header that is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static void checkMetadata(JsonNode metadata, String source) {
    require(metadata.isObject(), source, "has metadata that is no object");
    metadata
        .properties()
        .forEach(
            field ->
                require(
                    field.getValue().isTextual(),
                    source,
                    "has metadata %s that is no text",
                    field.getKey()));
  }

  private static TensorEntry entry(String name, JsonNode json, String source) {
    ElementType type = elementType(name, json.path("dtype"), source);
    JsonNode dimensions = json.path("shape");
    JsonNode offsets = json.path("data_offsets");
    require(dimensions.isArray(), source, "gives tensor %s no shape", name);
    require(
        offsets.isArray() && offsets.size() == 2, source, "gives tensor %s no two offsets", name);
    long[] shape = new long[dimensions.size()];
    for (int index = 0; index < shape.length; index++) {
      shape[index] = unsigned(name, dimensions.get(index), source);
    }
    long begin = unsigned(name, offsets.get(0), source);
    long end = unsigned(name, offsets.get(1), source);
    require(begin <= end, source, "ends tensor %s before it begins", name);
    require(
        sizeBytes(name, type, shape, source) == end - begin,
        source,
        "gives tensor %s %d bytes, but its shape and type take another number",
        name,
        end - begin);
    return new TensorEntry(name, type, shape, begin, end);
  }

  private static ElementType elementType(String name, JsonNode word, String source) {
    for (ElementType type : ElementType.values()) {
      if (type.name().equals(word.textValue())) {
        return type;
      }
    }
    throw invalid(source, "gives tensor %s the unknown type %s".formatted(name, word), null);
  }

  private static long unsigned(String name, JsonNode number, String source) {
    require(
        number.isIntegralNumber() && number.canConvertToLong() && number.longValue() >= 0,
        source,
        "gives tensor %s the dimension or offset %s",
        name,
        number);
    return number.longValue();
  }

  private static long sizeBytes(String name, ElementType type, long[] shape, String source) {
    try {
      long size = type.sizeBytes();
      for (long dimension : shape) {
        size = Math.multiplyExact(size, dimension);
      }
      return size;
    } catch (ArithmeticException e) {
      throw invalid(source, "gives tensor %s a size that overflows".formatted(name), e);
    }
  }

  private static void checkContiguous(List<TensorEntry> entries, long dataSize, String source) {
    long expected = 0;
    for (TensorEntry entry : entries) {
      require(
          entry.begin() == expected,
          source,
          "begins tensor %s at %d where the one before ends at %d",
          entry.name(),
          entry.begin(),
          expected);
      require(
          entry.end() - entry.begin() <= Integer.MAX_VALUE,
          source,
          "holds tensor %s of more than 2 GiB",
          entry.name());
      expected = entry.end();
    }
    require(
        expected == dataSize,
        source,
        "holds %d bytes of data where its header accounts for %d",
        dataSize,
        expected);
  }

  private static void require(boolean holds, String source, String problem, Object... values) {
    if (!holds) {
      throw invalid(source, problem.formatted(values), null);
    }
  }

  private static UserFailure invalid(String source, String problem, Exception cause) {
    return new UserFailure(
        ModelError.MODEL_TENSORS_INVALID,
        "%s %s.".formatted(source, problem),
        "Fetch or export the file again; it is damaged or not a safetensors file.",
        cause);
  }
}
