package org.wavetrain.wav2vec2.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.HighestScore;
import org.wavetrain.wav2vec2.ModelError;
import org.wavetrain.wav2vec2.json.HuggingFaceJson;

/**
 * The symbols that a model writes, as in Hugging Face's {@code vocab.json}: the padding token is
 * CTC's blank, {@code |} stands for a space, other symbols are single characters (code points).
 */
public final class Vocabulary {
  private static final String BLANK = "<pad>";
  private static final String UNKNOWN = "<unk>";
  private static final String DELIMITER = "|";

  /** Tokens that are no text: dropped as by {@code skip_special_tokens}. */
  private static final Set<String> SPECIAL =
      Set.of(BLANK, "[PAD]", "<s>", "</s>", UNKNOWN, "[UNK]");

  private final List<String> tokens;
  private final Map<String, Integer> identifiers;
  private final int blank;
  private final boolean[] special;

  private Vocabulary(List<String> tokens, int blank) {
    this.tokens = List.copyOf(tokens);
    this.blank = blank;
    this.identifiers = new HashMap<>();
    this.special = new boolean[tokens.size()];
    for (int identifier = 0; identifier < tokens.size(); identifier++) {
      identifiers.put(tokens.get(identifier), identifier);
      special[identifier] = SPECIAL.contains(tokens.get(identifier));
    }
  }

  /**
   * {@code <pad>} (blank) 0, {@code <unk>} 1, {@code |} 2, then the characters in order of code
   * point; a space among them is what {@code |} stands for.
   */
  public static Vocabulary ofAlphabet(Collection<String> characters) {
    List<String> tokens = new ArrayList<>(List.of(BLANK, UNKNOWN));
    tokens.addAll(symbols(characters));
    return new Vocabulary(tokens, 0);
  }

  /**
   * {@code |} 0, then the characters in order of code point, then {@code <pad>} (blank); no token
   * for unknown characters. Models of Keras and of mltu number theirs so.
   */
  public static Vocabulary ofAlphabetBlankLast(Collection<String> characters) {
    List<String> tokens = symbols(characters);
    tokens.add(BLANK);
    return new Vocabulary(tokens, tokens.size() - 1);
  }

  private static List<String> symbols(Collection<String> characters) {
    List<String> symbols = new ArrayList<>(List.of(DELIMITER));
    for (String character : new TreeSet<>(characters)) {
      if (character.codePointCount(0, character.length()) != 1) {
        throw new IllegalArgumentException("not a single character: " + character);
      }
      if (!character.equals(" ") && !symbols.contains(character)) {
        symbols.add(character);
      }
    }
    return symbols;
  }

  /**
   * Reads {@code vocab.json}, and {@code added_tokens.json} beside it where there is one; the token
   * {@code <pad>} (or {@code [PAD]}) is the blank.
   */
  public static Vocabulary fromJson(Path file) {
    ObjectNode json = HuggingFaceJson.readObject(file);
    Path added = file.resolveSibling("added_tokens.json");
    if (Files.exists(added)) {
      json.setAll(HuggingFaceJson.readObject(added));
    }
    List<String> tokens = new ArrayList<>(Collections.nCopies(json.size(), null));
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      int identifier = field.getValue().isInt() ? field.getValue().intValue() : -1;
      if (identifier < 0 || identifier >= tokens.size() || tokens.get(identifier) != null) {
        throw invalid(
            "%s gives %s the identifier %s, but identifiers must count from 0 to %d, each once."
                .formatted(file, field.getKey(), field.getValue(), tokens.size() - 1));
      }
      tokens.set(identifier, field.getKey());
    }
    int blank = Math.max(tokens.indexOf(BLANK), tokens.indexOf("[PAD]"));
    if (blank < 0) {
      throw invalid(file + " has no token <pad>, which is the blank of CTC.");
    }
    return new Vocabulary(tokens, blank);
  }

  /** The text of {@code vocab.json}, as the tokenizer of transformers writes it. */
  public String toJson() {
    ObjectNode json = HuggingFaceJson.object();
    identifiers.forEach(json::put);
    return HuggingFaceJson.write(json);
  }

  /** The tokens in order of identifier. */
  public List<String> tokens() {
    return tokens;
  }

  /** What it can write besides the space, in order of identifier. */
  public List<String> characters() {
    return tokens.stream()
        .filter(token -> !SPECIAL.contains(token) && !token.equals(DELIMITER))
        .toList();
  }

  /**
   * What each token is written as, in order of identifier: nothing for the blank and other special
   * tokens, a space for {@code |}.
   */
  public List<String> symbols() {
    List<String> symbols = new ArrayList<>();
    for (int identifier = 0; identifier < size(); identifier++) {
      String token = tokens.get(identifier);
      symbols.add(special[identifier] ? "" : token.equals(DELIMITER) ? " " : token);
    }
    return List.copyOf(symbols);
  }

  /** Number of tokens, blank included. */
  public int size() {
    return tokens.size();
  }

  /** Identifier of the blank. */
  public int blank() {
    return blank;
  }

  /** Identifier of the unknown character, when the vocabulary has one. */
  public OptionalInt unknown() {
    for (String token : List.of(UNKNOWN, "[UNK]")) {
      if (identifiers.containsKey(token)) {
        return OptionalInt.of(identifiers.get(token));
      }
    }
    return OptionalInt.empty();
  }

  /**
   * The labels of a text: one for each character that the vocabulary has, the delimiter for a
   * space. A character that it lacks becomes the unknown token, or nothing when there is none.
   */
  public Encoding encode(String text) {
    int[] labels = new int[text.length()];
    int count = 0;
    Set<String> missing = new LinkedHashSet<>();
    for (String character : text.codePoints().mapToObj(Character::toString).toList()) {
      Integer identifier = identifiers.get(character.equals(" ") ? DELIMITER : character);
      if (identifier != null) {
        labels[count++] = identifier;
      } else {
        missing.add(character);
        if (unknown().isPresent()) {
          labels[count++] = unknown().getAsInt();
        }
      }
    }
    return new Encoding(Arrays.copyOf(labels, count), List.copyOf(missing));
  }

  /**
   * The text of the best symbol of each frame: repeats merged, blanks and other special tokens
   * dropped, {@code |} as a space, no space at either end.
   *
   * @param best the identifier of the best symbol of each frame
   */
  public String decode(int[] best) {
    StringBuilder text = new StringBuilder();
    int previous = blank;
    for (int identifier : best) {
      if (identifier != previous && !special[identifier]) {
        String token = tokens.get(identifier);
        text.append(token.equals(DELIMITER) ? " " : token);
      }
      previous = identifier;
    }
    return text.toString().strip();
  }

  /**
   * The greedy transcription of one utterance.
   *
   * @param logits raw or normalised scores, row-major [.., vocabulary]
   * @param offset index of the first score of the utterance's first frame
   * @param frames its frames
   */
  public String decodeGreedy(float[] logits, int offset, int frames) {
    int[] best = new int[frames];
    for (int frame = 0; frame < frames; frame++) {
      best[frame] = HighestScore.of(logits, offset + frame * size(), size());
    }
    return decode(best);
  }

  private static UserFailure invalid(String sentence) {
    return new UserFailure(
        ModelError.MODEL_VOCABULARY_INVALID,
        sentence,
        "Take vocab.json as the model's publisher wrote it.");
  }
}
