package org.wavetrain.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.SpoiledInput;

class NgramModelTest {
  private static final Offset<Double> CLOSE = within(1e-6);

  @TempDir Path directory;

  @Test
  void aKnownNgramHasItsOwnProbability() throws IOException {
    NgramModel model = ArpaReader.read(write(SmallLanguage.ARPA));
    WordHistory turn = model.after(model.begin(), "turn");

    assertThat(model.order()).isEqualTo(3);
    assertThat(model.size()).isEqualTo(6);
    assertThat(model.score(model.begin(), "turn")).isCloseTo(-0.2, CLOSE);
    assertThat(model.score(turn, "left")).isCloseTo(-0.1, CLOSE);
  }

  @Test
  void anUnknownNgramFallsBackToShorterOnesWithTheWeightsOfItsContexts() throws IOException {
    NgramModel model = ArpaReader.read(write(SmallLanguage.ARPA));
    WordHistory turn = model.after(model.begin(), "turn");
    WordHistory turnLeft = model.after(turn, "left");

    // "<s> turn" -0.3, then the bigram "turn right" -0.6.
    assertThat(model.score(turn, "right")).isCloseTo(-0.9, CLOSE);
    // "turn left" -0.05, "left" -0.25, then the unigram "right" -0.9.
    assertThat(model.score(turnLeft, "right")).isCloseTo(-1.2, CLOSE);
    // "right" alone has no weight, which is 0.
    assertThat(model.score(model.after(WordHistory.EMPTY, "right"), "turn")).isCloseTo(-0.7, CLOSE);
  }

  @Test
  void aWordThatTheModelLacksHasTheProbabilityOfTheUnknownOne() throws IOException {
    NgramModel model = ArpaReader.read(write(SmallLanguage.ARPA));

    assertThat(model.knows("left")).isTrue();
    assertThat(model.knows("leaf")).isFalse();
    assertThat(model.knowsBeginning("le")).isTrue();
    assertThat(model.knowsBeginning("lea")).isFalse();
    assertThat(model.score(WordHistory.EMPTY, "leaf")).isCloseTo(-2.0, CLOSE);
  }

  @Test
  void aCompressedFileIsReadAsAPlainOne() throws IOException {
    Path file = directory.resolve("model.arpa.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(SmallLanguage.ARPA.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(ArpaReader.read(file).order()).isEqualTo(3);
  }

  @Test
  void aFileThatIsMissingIsSaidToBe() {
    Path file = directory.resolve("missing.arpa");

    assertThatThrownBy(() -> ArpaReader.read(file))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure ->
                assertThat(failure.code()).isEqualTo(DecodingError.LANGUAGE_MODEL_UNREADABLE))
        .hasMessageContaining("missing.arpa");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a language model that is cut off",
      outcome = "refused as LANGUAGE_MODEL_MALFORMED")
  void aFileThatEndsTooEarlyIsRefused() {
    assertRefused(SmallLanguage.ARPA.replace("\\end\\", ""), "line 24, ends too early");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a language model without a head",
      outcome = "refused as LANGUAGE_MODEL_MALFORMED")
  void aFileWithoutAHeadIsRefused() {
    assertRefused("mmap lm http://kheafield.com/code format", "ends too early");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a language model with fewer n-grams than announced",
      outcome = "refused as LANGUAGE_MODEL_MALFORMED")
  void fewerNgramsThanAnnouncedAreRefused() {
    assertRefused(
        SmallLanguage.ARPA.replace("ngram 2=4", "ngram 2=5"),
        "ends the 2-grams after 4 where the head announces 5");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a language model with a word that it does not know",
      outcome = "refused as LANGUAGE_MODEL_MALFORMED")
  void aWordThatIsNoUnigramIsRefused() {
    assertRefused(SmallLanguage.ARPA.replace("turn right", "turn round"), "\"round\"");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a language model with a probability that is no number",
      outcome = "refused as LANGUAGE_MODEL_MALFORMED")
  void aProbabilityThatIsNoNumberIsRefused() {
    assertRefused(SmallLanguage.ARPA.replace("-0.7\tturn", "x\tturn"), "no numbers");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a language model without one of its sections",
      outcome = "refused as LANGUAGE_MODEL_MALFORMED")
  void aMissingSectionIsRefused() {
    assertRefused(SmallLanguage.ARPA.replace("\\3-grams:", "\\4-grams:"), "\\3-grams: must be");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a language model that announces two billion n-grams, or fewer than none",
      outcome = "refused as LANGUAGE_MODEL_MALFORMED")
  void whatIsAnnouncedTakesNoMemory() {
    assertRefused(SmallLanguage.ARPA.replace("ngram 1=6", "ngram 1=2147483647"), "after 6 where");
    assertRefused(SmallLanguage.ARPA.replace("ngram 1=6", "ngram 1=-6"), "announces -6");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected =
          "a language model with probabilities and weights that are NaN, infinite or above 1",
      outcome = "refused as LANGUAGE_MODEL_MALFORMED")
  void aNumberThatIsNoProbabilityIsRefused() {
    assertRefused(SmallLanguage.ARPA.replace("-0.7\tturn", "NaN\tturn"), "no log10 probability");
    assertRefused(SmallLanguage.ARPA.replace("-0.7\tturn", "0.7\tturn"), "no log10 probability");
    assertRefused(SmallLanguage.ARPA.replace("turn\t-0.3", "turn\tInfinity"), "no log10");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a compressed language model of a few kilobytes that unpacks to one endless line",
      outcome = "refused as LANGUAGE_MODEL_MALFORMED before it is unpacked")
  void aLineWithoutAnEndIsRefused() throws IOException {
    Path file = directory.resolve("bomb.arpa.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      byte[] megabyte = new byte[1 << 20];
      for (int part = 0; part < 100; part++) {
        out.write(megabyte);
      }
    }

    assertThatThrownBy(() -> ArpaReader.read(file))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(DecodingError.LANGUAGE_MODEL_MALFORMED))
        .hasMessageContaining("a line of more than 1048576 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.arpa", "model.arpa.gz"})
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "language models spoiled at random, plain and compressed, 500 of each",
      outcome = "each is read or refused with a code")
  void aSpoiledModelIsReadOrRefused(String name) throws IOException {
    Path file = directory.resolve(name);
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(compressed)) {
      out.write(SmallLanguage.ARPA.getBytes(StandardCharsets.UTF_8));
    }

    if (name.endsWith(".gz")) {
      SpoiledInput.assertReadOrRefused(
          compressed.toByteArray(),
          500,
          spoiled -> ArpaReader.read(Files.write(file, spoiled)),
          UserFailure.class::isInstance);
    } else {
      SpoiledInput.assertReadOrRefused(
          SmallLanguage.ARPA,
          500,
          spoiled -> ArpaReader.read(Files.write(file, spoiled)),
          UserFailure.class::isInstance);
    }
  }

  private void assertRefused(String content, String words) {
    assertThatThrownBy(() -> ArpaReader.read(write(content)))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(DecodingError.LANGUAGE_MODEL_MALFORMED))
        .hasMessageContaining(words);
  }

  private Path write(String content) throws IOException {
    return Files.writeString(directory.resolve("model.arpa"), content);
  }
}
