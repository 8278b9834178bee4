package org.wavetrain.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrefixBeamSearchTest {
  private static final List<String> SYMBOLS = List.of("", " ", "a", "b");
  private static final BeamSettings EVERYTHING = new BeamSettings(100_000, -1e9, -1e9);

  @TempDir Path directory;

  @Test
  void theScoreOfATextIsTheSumOverAllItsAlignments() {
    for (int seed = 0; seed < 20; seed++) {
      int frames = 1 + seed % 6;
      float[] scores = random(frames, SYMBOLS.size(), seed);
      Map<String, Double> expected = enumerate(scores, frames);

      List<Hypothesis> found =
          PrefixBeamSearch.of(SYMBOLS, EVERYTHING, Optional.empty())
              .decode(scores, 0, frames, Integer.MAX_VALUE);

      assertThat(found.stream().map(Hypothesis::text)).hasSameElementsAs(expected.keySet());
      for (Hypothesis hypothesis : found) {
        assertThat(Math.exp(hypothesis.score()))
            .as(hypothesis.text())
            .isCloseTo(expected.get(hypothesis.text()), within(1e-6));
      }
      assertThat(found).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
    }
  }

  @Test
  void aTextOfManyAlignmentsBeatsTheLikeliestAlignment() {
    // The likeliest single path is silence, 0.36; "a" has 0.24 + 0.24 + 0.16.
    float[] scores = logarithms(0.6, 0, 0.4, 0, 0.6, 0, 0.4, 0);

    assertThat(search(Optional.empty()).decode(scores, 0, 2, 2))
        .extracting(Hypothesis::text)
        .containsExactly("a", "");
  }

  @Test
  void anUtteranceIsReadFromItsPlaceInTheBatch() {
    float[] scores = logarithms(0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0);

    assertThat(search(Optional.empty()).decode(scores, 4, 2, 1).get(0).text()).isEqualTo("ba");
    assertThat(search(Optional.empty()).decode(scores, 0, 0, 1).get(0).text()).isEmpty();
  }

  @Test
  void aNarrowBeamStillFindsWhatIsCertain() {
    float[] scores = random(40, SYMBOLS.size(), 3);
    for (int frame = 0; frame < 40; frame++) {
      scores[frame * 4 + frame % 4] = -1e-3f;
    }
    PrefixBeamSearch narrow =
        PrefixBeamSearch.of(SYMBOLS, new BeamSettings(2, -10, -5), Optional.empty());

    assertThat(narrow.decode(scores, 0, 40, 1).get(0).text()).isEqualTo("ab ".repeat(10).strip());
  }

  @Test
  void aLanguageModelDecidesBetweenWordsThatSoundAlike() throws IOException {
    List<String> symbols = List.of("", " ", "t", "u", "r", "n", "l", "e", "f", "d");
    float[] scores = spoken(symbols, "turn lefd", 0.5f, "turn left", 0.4f);

    assertThat(
            PrefixBeamSearch.of(symbols, BeamSettings.DEFAULT, Optional.empty())
                .decode(scores, 0, 9, 1)
                .get(0)
                .text())
        .isEqualTo("turn lefd");
    Hypothesis best =
        PrefixBeamSearch.of(symbols, BeamSettings.DEFAULT, Optional.of(language()))
            .decode(scores, 0, 9, 1)
            .get(0);
    assertThat(best.text()).isEqualTo("turn left");
    // Two words, the trigram's path and the end: log10 -0.2, -0.1, then "left </s>" -0.3 after the
    // context "turn left" -0.05.
    double log10 = -0.2 - 0.1 - 0.05 - 0.3;
    assertThat(best.score() - best.networkScore())
        .isCloseTo(0.5 * log10 * Math.log(10) + 2 * 1.5, within(1e-6));
  }

  private WeightedLanguageModel language() throws IOException {
    Path file = Files.writeString(directory.resolve("model.arpa"), SmallLanguage.ARPA);
    return new WeightedLanguageModel(ArpaReader.read(file), LanguageModelWeights.DEFAULT);
  }

  private static PrefixBeamSearch search(Optional<WeightedLanguageModel> language) {
    return PrefixBeamSearch.of(SYMBOLS, BeamSettings.DEFAULT, language);
  }

  /** Each frame says a character of one text or of the other. */
  private static float[] spoken(
      List<String> symbols, String first, float firstShare, String second, float secondShare) {
    float[] scores = new float[first.length() * symbols.size()];
    Arrays.fill(scores, (float) Math.log(0.01));
    for (int frame = 0; frame < first.length(); frame++) {
      int start = frame * symbols.size();
      int one = start + symbols.indexOf(first.substring(frame, frame + 1));
      int other = start + symbols.indexOf(second.substring(frame, frame + 1));
      scores[other] = (float) Math.log(secondShare);
      scores[one] = (float) Math.log(one == other ? firstShare + secondShare : firstShare);
    }
    return scores;
  }

  /** The probability of each text: of all paths that collapse to it. */
  private static Map<String, Double> enumerate(float[] scores, int frames) {
    Map<String, Double> texts = new TreeMap<>();
    int tokens = SYMBOLS.size();
    int[] path = new int[frames];
    for (int number = 0; number < Math.pow(tokens, frames); number++) {
      double probability = 0;
      int rest = number;
      for (int frame = 0; frame < frames; frame++) {
        path[frame] = rest % tokens;
        rest /= tokens;
        probability += scores[frame * tokens + path[frame]];
      }
      texts.merge(collapse(path), Math.exp(probability), Double::sum);
    }
    return texts;
  }

  private static String collapse(int[] path) {
    StringBuilder text = new StringBuilder();
    int previous = 0;
    for (int token : path) {
      if (token != previous) {
        text.append(SYMBOLS.get(token));
      }
      previous = token;
    }
    return List.of(text.toString().strip().split(" +")).stream().collect(Collectors.joining(" "));
  }

  private static float[] random(int frames, int tokens, long seed) {
    Random random = new Random(seed);
    float[] scores = new float[frames * tokens];
    for (int frame = 0; frame < frames; frame++) {
      double sum = 0;
      for (int token = 0; token < tokens; token++) {
        scores[frame * tokens + token] = (float) random.nextGaussian();
        sum += Math.exp(scores[frame * tokens + token]);
      }
      for (int token = 0; token < tokens; token++) {
        scores[frame * tokens + token] -= (float) Math.log(sum);
      }
    }
    return scores;
  }

  private static float[] logarithms(double... probabilities) {
    float[] logarithms = new float[probabilities.length];
    for (int index = 0; index < logarithms.length; index++) {
      logarithms[index] = (float) Math.log(Math.max(probabilities[index], 1e-9));
    }
    return logarithms;
  }
}
