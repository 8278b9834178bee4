package org.wavetrain.decoding;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A back-off n-gram model of words. Probabilities are log10, as in the ARPA format.
 *
 * <p>Scores are those of KenLM ({@code Model::FullScore}): the longest n-gram that the model has,
 * and the back-off weights of the contexts that it does not go on from.
 */
public final class NgramModel {
  static final String BEGIN = "<s>";
  static final String END = "</s>";
  static final String UNKNOWN = "<unk>";

  /** KenLM's for a model without {@code <unk>}. */
  private static final double UNKNOWN_PROBABILITY = -100;

  private final TreeMap<String, Integer> words;
  private final List<NgramTable> tables;
  private final int unknown;

  /**
   * @param words identifiers from 0
   * @param tables of the n-grams of 1, 2, … words
   */
  NgramModel(Map<String, Integer> words, List<NgramTable> tables) {
    this.words = new TreeMap<>(words);
    this.tables = List.copyOf(tables);
    this.unknown = this.words.getOrDefault(UNKNOWN, -1);
  }

  /** The longest n-gram, in words. */
  int order() {
    return tables.size();
  }

  /** Number of words, {@code <s>}, {@code </s>} and {@code <unk>} included where they are there. */
  public int size() {
    return words.size();
  }

  /** Whether the model has a word. */
  public boolean knows(String word) {
    return words.containsKey(word) && !word.equals(UNKNOWN);
  }

  /** Whether the model has a word that begins so. */
  public boolean knowsBeginning(String beginning) {
    String following = words.ceilingKey(beginning);
    return following != null && following.startsWith(beginning);
  }

  /** What comes before the first word of a sentence. */
  WordHistory begin() {
    return find(BEGIN).stream()
        .mapToObj(identifier -> new WordHistory(new int[] {identifier}))
        .findFirst()
        .orElse(WordHistory.EMPTY);
  }

  /** The log10 probability of a word after others. */
  double score(WordHistory history, String word) {
    int identifier = find(word).orElse(unknown);
    if (identifier < 0) {
      return UNKNOWN_PROBABILITY;
    }
    int[] ngram = history.followedBy(identifier);
    double backoff = 0;
    int longest = Math.min(order(), ngram.length);
    for (int length = longest; length > 1; length--) {
      NgramTable table = tables.get(length - 1);
      int from = ngram.length - length;
      int slot = table.find(NgramTable.hash(ngram, from, ngram.length));
      if (slot != NgramTable.ABSENT) {
        return backoff + table.probability(slot);
      }
      NgramTable contexts = tables.get(length - 2);
      int context = contexts.find(NgramTable.hash(ngram, from, ngram.length - 1));
      if (context != NgramTable.ABSENT) {
        backoff += contexts.backoff(context);
      }
    }
    NgramTable unigrams = tables.get(0);
    int slot = unigrams.find(NgramTable.hash(ngram, ngram.length - 1, ngram.length));
    return backoff + unigrams.probability(slot);
  }

  /** The history after a word. */
  WordHistory after(WordHistory history, String word) {
    int identifier = find(word).orElse(unknown);
    int[] ngram = history.followedBy(identifier);
    int kept = Math.min(order() - 1, ngram.length);
    return new WordHistory(Arrays.copyOfRange(ngram, ngram.length - kept, ngram.length));
  }

  private OptionalInt find(String word) {
    Integer identifier = words.get(word);
    return identifier == null ? OptionalInt.empty() : OptionalInt.of(identifier);
  }
}
