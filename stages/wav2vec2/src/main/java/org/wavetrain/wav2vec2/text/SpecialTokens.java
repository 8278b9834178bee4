package org.wavetrain.wav2vec2.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wavetrain.wav2vec2.json.HuggingFaceJson;

/**
 * What the tokens of a vocabulary are called that are no characters, as the files of {@code
 * Wav2Vec2CTCTokenizer} tell it. A vocabulary need not have all of them.
 *
 * @param blank {@code pad_token}: CTC's blank
 * @param unknown {@code unk_token}: what stands for other characters
 * @param begin {@code bos_token}
 * @param end {@code eos_token}
 * @param delimiter {@code word_delimiter_token}: what stands for a space
 */
public record SpecialTokens(
    String blank, String unknown, String begin, String end, String delimiter) {
  /** The tokenizer's own. */
  static final SpecialTokens USUAL = new SpecialTokens("<pad>", "<unk>", "<s>", "</s>", "|");

  private static final String OTHER_BLANK = "[PAD]";
  private static final String OTHER_UNKNOWN = "[UNK]";

  /** Never text, even where the tokenizer has others: its publisher left them over. */
  private static final Set<String> LEFT_OVER =
      Set.of(USUAL.blank, USUAL.unknown, USUAL.begin, USUAL.end, OTHER_BLANK, OTHER_UNKNOWN);

  /**
   * Reads {@code tokenizer_config.json}, or {@code special_tokens_map.json} for what it does not
   * tell. What neither tells has its usual name, or for the first two {@code [PAD]} and {@code
   * [UNK]} if these are there in its place.
   *
   * @param folder where either may be missing
   * @param tokens of the vocabulary
   */
  static SpecialTokens read(Path folder, Collection<String> tokens) {
    List<ObjectNode> files = new ArrayList<>();
    for (String name : List.of("tokenizer_config.json", "special_tokens_map.json")) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        files.add(HuggingFaceJson.readObject(file));
      }
    }
    return new SpecialTokens(
        named(files, "pad_token").orElse(either(USUAL.blank, OTHER_BLANK, tokens)),
        named(files, "unk_token").orElse(either(USUAL.unknown, OTHER_UNKNOWN, tokens)),
        named(files, "bos_token").orElse(USUAL.begin),
        named(files, "eos_token").orElse(USUAL.end),
        named(files, "word_delimiter_token").orElse(USUAL.delimiter));
  }

  /** A token is given as text, or as an object that says how it is found in texts. */
  private static Optional<String> named(List<ObjectNode> files, String key) {
    return files.stream()
        .map(file -> file.path(key))
        .map(token -> token.isObject() ? token.path("content") : token)
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .findFirst();
  }

  private static String either(String usual, String other, Collection<String> tokens) {
    return tokens.contains(other) && !tokens.contains(usual) ? other : usual;
  }

  /** Whether a token is not written: {@code skip_special_tokens} drops it too. */
  boolean isSilent(String token) {
    return !token.equals(delimiter)
        && (LEFT_OVER.contains(token) || List.of(blank, unknown, begin, end).contains(token));
  }
}
