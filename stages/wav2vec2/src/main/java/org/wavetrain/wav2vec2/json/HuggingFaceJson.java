package org.wavetrain.wav2vec2.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.wavetrain.failure.FileTrouble;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.ModelError;

/**
 * JSON as {@code transformers} writes it: keys sorted, two spaces of indentation, a line feed at
 * the end ({@code json.dumps(…, indent=2, sort_keys=True, ensure_ascii=False) + "\n"}).
 */
public final class HuggingFaceJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** As much as a header of safetensors may be: the largest vocabularies have a few megabytes. */
  private static final long MOST_BYTES = 100_000_000;

  private static final Pattern SOURCE = Pattern.compile("\\bSource: [^;\\]]*; ");

  private HuggingFaceJson() {}

  /** Reads one JSON object; a key that occurs twice, or anything after the object, is refused. */
  public static ObjectNode readObject(Path file) {
    String text;
    try {
      requireModest(file, Files.size(file));
      text = Files.readString(file);
    } catch (IOException e) {
      throw new UserFailure(
          ModelError.MODEL_UNREADABLE,
          file + " cannot be read: " + FileTrouble.reason(e) + ".",
          "Check that the file exists and is UTF-8 text.",
          e);
    }
    return parseObject(text, file.toString());
  }

  private static void requireModest(Path file, long bytes) {
    if (bytes > MOST_BYTES) {
      throw new UserFailure(
          ModelError.MODEL_UNREADABLE,
          "%s has %d bytes, and no such file has more than %d.".formatted(file, bytes, MOST_BYTES),
          "Take the file as the model's publisher wrote it.");
    }
  }

  /**
   * Reads one JSON object from text.
   *
   * @param source how to name the text in a failure
   */
  public static ObjectNode parseObject(String text, String source) {
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return object;
      }
      throw new UserFailure(
          ModelError.MODEL_UNREADABLE,
          source + " is not a JSON object.",
          "Take the file as the model's publisher wrote it.");
    } catch (JsonProcessingException e) {
      throw new UserFailure(
          ModelError.MODEL_UNREADABLE,
          source + " is not valid JSON: " + reason(e) + ".",
          "Take the file as the model's publisher wrote it.",
          e);
    }
  }

  /** Without what Jackson calls the text, which is no file to it. */
  private static String reason(JsonProcessingException failure) {
    return SOURCE.matcher(failure.getOriginalMessage()).replaceAll("");
  }

  /** The object as text. */
  public static String write(ObjectNode object) {
    Separators separators =
        Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER);
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(separators)
            .withObjectIndenter(indenter)
            .withArrayIndenter(indenter);
    try {
      return MAPPER.writer(printer).writeValueAsString(sorted(object)) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A list of texts on one line. */
  public static String list(List<String> texts) {
    try {
      return MAPPER.writeValueAsString(texts);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static JsonNode sorted(JsonNode node) {
    if (node instanceof ObjectNode object) {
      Map<String, JsonNode> fields = new TreeMap<>();
      object.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
      return object().setAll(fields);
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
      array.forEach(element -> copy.add(sorted(element)));
      return copy;
    }
    return node;
  }
}
