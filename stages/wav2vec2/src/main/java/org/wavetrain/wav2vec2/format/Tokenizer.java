package org.wavetrain.wav2vec2.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wavetrain.wav2vec2.json.HuggingFaceJson;
import org.wavetrain.wav2vec2.text.SpecialTokens;
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
            .put("word_delimiter_token", vocabulary.special().delimiter());
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
    SpecialTokens special = vocabulary.special();
    Map<String, String> specials = new LinkedHashMap<>();
    specials.put("bos_token", ifThere(special.begin()));
    specials.put("eos_token", ifThere(special.end()));
    specials.put("pad_token", special.blank());
    specials.put("unk_token", ifThere(special.unknown()));
    return specials;
  }

  private String ifThere(String token) {
    return vocabulary.tokens().contains(token) ? token : null;
  }
}
