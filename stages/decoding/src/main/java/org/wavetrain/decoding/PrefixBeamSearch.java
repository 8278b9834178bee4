package org.wavetrain.decoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.wav2vec2.HighestScore;
import org.wavetrain.wav2vec2.LogSoftmax;

/**
 * CTC prefix beam search (Hannun et al., 2014, arXiv:1408.2873): the probability of a text is the
 * sum over its alignments, which greedy decoding takes only the likeliest of. A language model of
 * words may be added.
 */
public final class PrefixBeamSearch {
  private final List<Token> tokens;
  private final BeamSettings settings;
  private final Optional<WeightedLanguageModel> language;

  private sealed interface Token {}

  /** The blank, and what is never written: separates equal letters. */
  private record Silent() implements Token {}

  private record WordEnd() implements Token {}

  private record Letter(String character) implements Token {}

  private record Scored(Prefix prefix, Alignments alignments) {}

  private PrefixBeamSearch(
      List<Token> tokens, BeamSettings settings, Optional<WeightedLanguageModel> language) {
    this.tokens = tokens;
    this.settings = settings;
    this.language = language;
  }

  /**
   * @param symbols what each token is written as: a character, a space for what stands between
   *     words, nothing for the blank and other tokens that are not written
   */
  public static PrefixBeamSearch of(
      List<String> symbols, BeamSettings settings, Optional<WeightedLanguageModel> language) {
    List<Token> tokens = new ArrayList<>();
    for (String symbol : symbols) {
      tokens.add(
          switch (symbol) {
            case "" -> new Silent();
            case " " -> new WordEnd();
            default -> new Letter(symbol);
          });
    }
    return new PrefixBeamSearch(List.copyOf(tokens), settings, language);
  }

  /**
   * The likeliest transcriptions of one utterance, best first; equal scores by text.
   *
   * @param logits raw or normalised scores, row-major [.., tokens]
   * @param offset index of the utterance's first score
   * @param frames its frames
   * @param most how many transcriptions are wanted; fewer if the beam holds fewer
   */
  public List<Hypothesis> decode(float[] logits, int offset, int frames, int most) {
    int delimiter = tokens.indexOf(new WordEnd());
    List<Scored> beam =
        List.of(new Scored(Prefix.empty(delimiter, language), Alignments.ofNothing()));
    double[] scores = new double[tokens.size()];
    for (int frame = 0; frame < frames; frame++) {
      int start = offset + frame * scores.length;
      for (int token = 0; token < scores.length; token++) {
        scores[token] = logits[start + token];
      }
      int likeliest = HighestScore.of(logits, start, scores.length);
      LogSoftmax.inPlace(scores, 0, scores.length, likeliest);
      beam = pruned(extended(beam, scores, likeliest));
    }
    Map<String, Hypothesis> byText = new LinkedHashMap<>();
    for (Scored scored : beam) {
      Hypothesis finished = scored.prefix().finished(scored.alignments().total(), language);
      // "go" and "go " are one text with two prefixes.
      byText.merge(finished.text(), finished, PrefixBeamSearch::together);
    }
    return byText.values().stream()
        .sorted(
            Comparator.comparingDouble(Hypothesis::score)
                .reversed()
                .thenComparing(Hypothesis::text))
        .limit(most)
        .toList();
  }

  /**
   * @param scores natural logarithms of the tokens' probabilities in the next frame
   */
  private Map<Prefix, Alignments> extended(List<Scored> beam, double[] scores, int likeliest) {
    Map<Prefix, Alignments> next = new LinkedHashMap<>();
    for (int token = 0; token < scores.length; token++) {
      if (token == likeliest || scores[token] >= settings.tokenMinimumLogProbability()) {
        for (Scored scored : beam) {
          extend(scored, token, scores[token], next);
        }
      }
    }
    return next;
  }

  private void extend(Scored scored, int token, double probability, Map<Prefix, Alignments> next) {
    Prefix prefix = scored.prefix();
    Alignments alignments = scored.alignments();
    if (tokens.get(token) instanceof Silent) {
      at(next, prefix).addWithBlank(alignments.total() + probability);
    } else if (token == prefix.token()) {
      at(next, prefix).addWithToken(alignments.withToken() + probability);
      at(next, continued(prefix, token)).addWithToken(alignments.withBlank() + probability);
    } else {
      at(next, continued(prefix, token)).addWithToken(alignments.total() + probability);
    }
  }

  private Prefix continued(Prefix prefix, int token) {
    return tokens.get(token) instanceof Letter letter
        ? prefix.letter(token, letter.character(), language)
        : prefix.wordEnd(token, language);
  }

  /**
   * As in pyctcdecode, alignments that end with a blank and those that end with a token stand by
   * themselves: each has a place in the beam, and each is dropped if it is too unlikely.
   */
  private List<Scored> pruned(Map<Prefix, Alignments> extended) {
    double[] scores = new double[2 * extended.size()];
    int count = 0;
    for (Map.Entry<Prefix, Alignments> entry : extended.entrySet()) {
      double language = entry.getKey().languageScore();
      scores[count++] = entry.getValue().withBlank() + language;
      scores[count++] = entry.getValue().withToken() + language;
    }
    Arrays.sort(scores);
    double limit = scores[count - 1] + settings.pruneLogProbability();
    if (count > settings.width()) {
      limit = Math.max(limit, scores[count - settings.width()]);
    }
    List<Scored> kept = new ArrayList<>();
    for (Map.Entry<Prefix, Alignments> entry : extended.entrySet()) {
      Alignments likely = entry.getValue().scoringAtLeast(limit, entry.getKey().languageScore());
      if (likely.total() > Double.NEGATIVE_INFINITY) {
        kept.add(new Scored(entry.getKey(), likely));
      }
    }
    return kept;
  }

  private static Alignments at(Map<Prefix, Alignments> next, Prefix prefix) {
    return next.computeIfAbsent(prefix, key -> new Alignments());
  }

  private static Hypothesis together(Hypothesis first, Hypothesis second) {
    double language = first.score() - first.networkScore();
    double network =
        Math.max(first.networkScore(), second.networkScore())
            + Math.log1p(Math.exp(-Math.abs(first.networkScore() - second.networkScore())));
    return new Hypothesis(first.text(), network, network + language);
  }
}
