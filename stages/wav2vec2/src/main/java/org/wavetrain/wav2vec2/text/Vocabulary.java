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
import java.util.stream.IntStream;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.HighestScore;
import org.wavetrain.wav2vec2.ModelError;
import org.wavetrain.wav2vec2.json.HuggingFaceJson;

/**
 * The symbols that a model writes, as in Hugging Face's {@code vocab.json}: one of the {@link
 * SpecialTokens} is CTC's blank, one stands for a space, other symbols are single characters (code
 * points). The head of a published model may have more rows than there are tokens, or fewer.
 */
public final class Vocabulary {
  private final List<String> tokens;
  private final SpecialTokens special;
  private final Map<String, Integer> identifiers;
  private final List<String> symbols;
  private final int blank;

  /**
   * @param special of which the blank is among the tokens
   */
  private Vocabulary(List<String> tokens, SpecialTokens special) {
    this.tokens = List.copyOf(tokens);
    this.special = special;
    this.identifiers = new HashMap<>();
    for (int identifier = 0; identifier < tokens.size(); identifier++) {
      identifiers.put(tokens.get(identifier), identifier);
    }
    this.symbols = tokens.stream().map(this::symbol).toList();
    this.blank = identifiers.get(special.blank());
  }

  private String symbol(String token) {
    return special.isSilent(token) ? "" : token.equals(special.delimiter()) ? " " : token;
  }

  /**
   * {@code <pad>} (blank) 0, {@code <unk>} 1, {@code |} 2, then the characters in order of code
   * point; a space among them is what {@code |} stands for.
   */
  public static Vocabulary ofAlphabet(Collection<String> characters) {
    List<String> tokens =
        new ArrayList<>(List.of(SpecialTokens.USUAL.blank(), SpecialTokens.USUAL.unknown()));
    tokens.addAll(delimiterAnd(characters));
    return new Vocabulary(tokens, SpecialTokens.USUAL);
  }

  /**
   * {@code |} 0, then the characters in order of code point, then {@code <pad>} (blank); no token
   * for unknown characters. Models of Keras and of mltu number theirs so.
   */
  public static Vocabulary ofAlphabetBlankLast(Collection<String> characters) {
    List<String> tokens = delimiterAnd(characters);
    tokens.add(SpecialTokens.USUAL.blank());
    return new Vocabulary(tokens, SpecialTokens.USUAL);
  }

  private static List<String> delimiterAnd(Collection<String> characters) {
    List<String> symbols = new ArrayList<>(List.of(SpecialTokens.USUAL.delimiter()));
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
   * Reads {@code vocab.json}, and beside it {@code added_tokens.json} and the files that name the
   * {@link SpecialTokens}, where they are.
   *
   * @throws UserFailure {@code MODEL_VOCABULARY_INVALID} when identifiers do not count from 0, or
   *     there is no blank
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
    SpecialTokens special = SpecialTokens.read(file.resolveSibling("."), tokens);
    if (!tokens.contains(special.blank())) {
      throw invalid(
          "%s has no token %s, which is the blank of CTC.".formatted(file, special.blank()));
    }
    return new Vocabulary(tokens, special);
  }

  /**
   * Checks that a model's head has the same blank.
   *
   * @param padTokenId of the model's {@code config.json}
   * @throws UserFailure {@code MODEL_VOCABULARY_INVALID}
   */
  public void requireBlank(int padTokenId) {
    if (padTokenId != blank) {
      throw new UserFailure(
          ModelError.MODEL_VOCABULARY_INVALID,
          "The blank of CTC is %s, which has the identifier %d in vocab.json, but pad_token_id in config.json is %d."
              .formatted(special.blank(), blank, padTokenId),
          "Take both files as the model's publisher wrote them, or correct the wrong one.");
    }
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

  /** Which of the tokens are no characters. */
  public SpecialTokens special() {
    return special;
  }

  /** What it can write besides the space, in order of identifier. */
  public List<String> characters() {
    return symbols.stream().filter(symbol -> !symbol.isBlank()).toList();
  }

  /**
   * What each row of a head is written as: a space for the token that stands for it, nothing for
   * the blank, other special tokens and rows without a token.
   *
   * @param rows of the head
   */
  public List<String> symbols(int rows) {
    return IntStream.range(0, rows).mapToObj(this::symbol).toList();
  }

  private String symbol(int identifier) {
    return identifier < symbols.size() ? symbols.get(identifier) : "";
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
    Integer identifier = identifiers.get(special.unknown());
    return identifier == null ? OptionalInt.empty() : OptionalInt.of(identifier);
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
      Integer identifier = identifiers.get(character.equals(" ") ? special.delimiter() : character);
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
   * dropped, no space at either end.
   *
   * @param best the identifier of the best symbol of each frame, which need not have a token
   */
  public String decode(int[] best) {
    StringBuilder text = new StringBuilder();
    int previous = blank;
    for (int identifier : best) {
      if (identifier != previous) {
        text.append(symbol(identifier));
      }
      previous = identifier;
    }
    return text.toString().strip();
  }

  /**
   * The greedy transcription of one utterance.
   *
   * @param logits raw or normalised scores, row-major [.., rows]
   * @param offset index of the first score of the utterance's first frame
   * @param frames its frames
   * @param rows scores of a frame: the rows of the model's head
   */
  public String decodeGreedy(float[] logits, int offset, int frames, int rows) {
    int[] best = new int[frames];
    for (int frame = 0; frame < frames; frame++) {
      best[frame] = HighestScore.of(logits, offset + frame * rows, rows);
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
