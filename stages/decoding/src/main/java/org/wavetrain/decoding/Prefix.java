package org.wavetrain.decoding;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What has been said so far: complete words and the beginning of the next. Two alignments of the
 * same text share one.
 */
final class Prefix {
  private final int token;
  private final String words;
  private final String beginning;
  private final WordHistory history;
  private final double wordsScore;
  private final double beginningScore;
  private final Map<Integer, Prefix> continuations = new HashMap<>();

  private Prefix(
      int token,
      String words,
      String beginning,
      WordHistory history,
      double wordsScore,
      double beginningScore) {
    this.token = token;
    this.words = words;
    this.beginning = beginning;
    this.history = history;
    this.wordsScore = wordsScore;
    this.beginningScore = beginningScore;
  }

  /**
   * Nothing said.
   *
   * @param delimiter the token between words: more of it changes nothing
   */
  static Prefix empty(int delimiter, Optional<WeightedLanguageModel> language) {
    WordHistory history = language.map(WeightedLanguageModel::begin).orElse(WordHistory.EMPTY);
    return new Prefix(delimiter, "", "", history, 0, 0);
  }

  /** The token said last. */
  int token() {
    return token;
  }

  /** What the language model adds. */
  double languageScore() {
    return wordsScore + beginningScore;
  }

  /** One more character. */
  Prefix letter(int letter, String character, Optional<WeightedLanguageModel> language) {
    return continuations.computeIfAbsent(
        letter,
        key -> {
          String longer = beginning + character;
          double score = language.map(model -> model.beginning(longer)).orElse(0.0);
          return new Prefix(letter, words, longer, history, wordsScore, score);
        });
  }

  /** The end of the word; itself where no word has begun. */
  Prefix wordEnd(int delimiter, Optional<WeightedLanguageModel> language) {
    return beginning.isEmpty()
        ? this
        : continuations.computeIfAbsent(delimiter, key -> completed(delimiter, language));
  }

  /** The text with its last word complete. */
  Hypothesis finished(double networkScore, Optional<WeightedLanguageModel> language) {
    Prefix complete = beginning.isEmpty() ? this : completed(token, language);
    double languageScore =
        complete.wordsScore + language.map(model -> model.end(complete.history)).orElse(0.0);
    return new Hypothesis(complete.words, networkScore, networkScore + languageScore);
  }

  private Prefix completed(int delimiter, Optional<WeightedLanguageModel> language) {
    String longer = words.isEmpty() ? beginning : words + " " + beginning;
    double score = language.map(model -> model.word(history, beginning)).orElse(0.0);
    WordHistory after = language.map(model -> model.after(history, beginning)).orElse(history);
    return new Prefix(delimiter, longer, "", after, wordsScore + score, 0);
  }
}
