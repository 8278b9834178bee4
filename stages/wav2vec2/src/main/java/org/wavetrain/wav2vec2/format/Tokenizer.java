package org.wavetrain.wav2vec2.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wavetrain.wav2vec2.json.HuggingFaceJson;
import org.wavetrain.wav2vec2.text.Vocabulary;

/**
 * The files that tell {@code Wav2Vec2CTCTokenizer} how to read a vocabulary. A special token that
 * the vocabulary lacks is given as null, for otherwise the tokenizer would add it.
 */
record Tokenizer(Vocabulary vocabulary) {

  /** The text of {@code tokenizer_config.json}. */
  String configuration() {
    ObjectNode json =
        HuggingFaceJson.object()
            .put("do_lower_case", false)
            .put("replace_word_delimiter_char", " ")
            .put("tokenizer_class", "Wav2Vec2CTCTokenizer")
            .put("word_delimiter_token", "|");
    specials().forEach(json::put);
    return HuggingFaceJson.write(json);
  }

  /** The text of {@code special_tokens_map.json}. */
  String specialTokens() {
    ObjectNode json = HuggingFaceJson.object();
    specials()
        .forEach(
            (name, token) -> {
              if (token != null) {
                json.put(name, token);
              }
            });
    return HuggingFaceJson.write(json);
  }

  private Map<String, String> specials() {
    List<String> tokens = vocabulary.tokens();
    Map<String, String> specials = new LinkedHashMap<>();
    specials.put("bos_token", tokens.contains("<s>") ? "<s>" : null);
    specials.put("eos_token", tokens.contains("</s>") ? "</s>" : null);
    specials.put("pad_token", tokens.get(vocabulary.blank()));
    specials.put(
        "unk_token",
        vocabulary.unknown().isPresent() ? tokens.get(vocabulary.unknown().getAsInt()) : null);
    return specials;
  }
}
