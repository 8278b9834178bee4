package org.wavetrain.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;

class StandInCorporaTest {
  @TempDir Path directory;

  @Test
  void commandsHaveTheLayoutOfLjSpeech() throws IOException {
    Path folder = directory.resolve("commands");
    int made = new StandInCorpora(2).commands(folder, 24, 4, 7, done -> {});

    assertThat(made).isEqualTo(24);
    List<String> lines = Files.readAllLines(folder.resolve("metadata.csv"));
    assertThat(lines).hasSize(24).allMatch(line -> line.matches("SP\\d\\d-\\d{5}\\|[a-z ]+"));
    for (String line : lines) {
      Path wave = folder.resolve("wavs/" + line.substring(0, line.indexOf('|')) + ".wav");
      assertThat(Files.size(wave)).isBetween(20_000L, 120_000L);
    }
    assertThat(new HashSet<>(lines.stream().map(line -> line.split("\\|")[1]).toList()))
        .as("sentences")
        .hasSize(24);
  }

  @Test
  void emotionsHaveTheLayoutOfRavdess() throws IOException {
    Path folder = directory.resolve("emotions");
    int made = new StandInCorpora(2).emotions(folder, 2, 2, 7, done -> {});

    assertThat(made).isEqualTo(2 * (4 * 2 + 1) * 2);
    assertThat(content(folder).keySet())
        .contains("Actor_01/03-01-05-02-01-02-01.wav", "Actor_02/03-01-01-01-02-01-02.wav");
  }

  @Test
  void timitHasWordsAndPhonesBesideItsTexts() throws IOException {
    Path folder = directory.resolve("timit");
    new StandInCorpora(2).timit(folder, 1, 1, 2, 7, done -> {});

    Path speaker = folder.resolve("TEST/DR1/FELC0");
    String text = Files.readString(speaker.resolve("SX200.TXT"));
    List<String> words = Files.readAllLines(speaker.resolve("SX200.WRD"));
    List<String> phones = Files.readAllLines(speaker.resolve("SX200.PHN"));
    assertThat(words).hasSize(5);
    assertThat(phones).hasSizeGreaterThan(10);
    assertThat(phones.get(0)).matches("0 \\d+ h#");
    assertThat(phones.get(phones.size() - 1)).matches("\\d+ " + text.split(" ")[1] + " h#");
  }

  @Test
  void noTwoActorsSayTheSame() {
    assertThat(IntStream.rangeClosed(1, 99).mapToObj(EmotionCorpus::statement))
        .doesNotHaveDuplicates();
  }

  @Test
  void theSameSeedGivesTheSameBytesWhateverTheThreads() throws IOException {
    Path one = directory.resolve("one");
    Path other = directory.resolve("other");
    new StandInCorpora(1).commands(one, 12, 3, 5, done -> {});
    new StandInCorpora(3).commands(other, 12, 3, 5, done -> {});

    assertThat(content(one)).isEqualTo(content(other));
  }

  @Test
  void aCompleteFolderIsLeftAloneAndAnotherSeedReplacesIt() throws IOException {
    Path folder = directory.resolve("commands");
    StandInCorpora corpora = new StandInCorpora(2);
    corpora.commands(folder, 6, 2, 5, done -> {});
    Map<String, Integer> first = content(folder);
    Object made = Files.getLastModifiedTime(folder.resolve("metadata.csv"));

    corpora.commands(folder, 6, 2, 5, done -> {});
    assertThat(Files.getLastModifiedTime(folder.resolve("metadata.csv"))).isEqualTo(made);

    corpora.commands(folder, 6, 2, 6, done -> {});
    assertThat(content(folder)).isNotEqualTo(first);
    assertThat(directory.resolve("commands.partial")).doesNotExist();
  }

  @Test
  void whatIsMissingOrHasAnotherSizeIsMadeAnew() throws IOException {
    Path folder = directory.resolve("timit");
    List<String> notices = new ArrayList<>();
    StandInCorpora corpora = new StandInCorpora(2, notices::add);
    corpora.timit(folder, 1, 1, 2, 7, done -> {});
    Map<String, Integer> made = content(folder);
    Path speaker = folder.resolve("TEST/DR1/FELC0");
    Path intact = speaker.resolve("SX200.WAV");
    Object spoken = Files.getLastModifiedTime(intact);

    Files.delete(speaker.resolve("SA1.WAV"));
    Files.writeString(speaker.resolve("SA2.WAV"), "cut off");
    Files.delete(speaker.resolve("SX200.PHN"));
    corpora.timit(folder, 1, 1, 2, 7, done -> {});

    assertThat(content(folder)).isEqualTo(made);
    assertThat(Files.getLastModifiedTime(intact)).as("is not spoken again").isEqualTo(spoken);
    assertThat(notices).singleElement().asString().contains(folder.toString(), "3 files");
  }

  @Test
  void aFolderWithoutRecordingsIsMadeAnew() throws IOException {
    Path folder = directory.resolve("commands");
    StandInCorpora corpora = new StandInCorpora(2);
    corpora.commands(folder, 6, 2, 5, done -> {});
    Map<String, Integer> made = content(folder);
    try (Stream<Path> waves = Files.list(folder.resolve("wavs"))) {
      for (Path wave : waves.toList()) {
        Files.delete(wave);
      }
    }
    Files.delete(folder.resolve("wavs"));

    assertThat(corpora.commands(folder, 6, 2, 5, done -> {})).isEqualTo(6);
    assertThat(content(folder)).isEqualTo(made);
  }

  @Test
  void ofAFolderWithoutItsListTheRecordingsAreCounted() throws IOException {
    Path folder = directory.resolve("commands");
    List<String> notices = new ArrayList<>();
    StandInCorpora corpora = new StandInCorpora(2, notices::add);
    corpora.commands(folder, 6, 2, 5, done -> {});
    Files.delete(directory.resolve("commands.files"));
    corpora.commands(folder, 6, 2, 5, done -> {});
    assertThat(notices).isEmpty();

    Files.delete(folder.resolve("wavs/SP01-00001.wav"));
    corpora.commands(folder, 6, 2, 5, done -> {});
    assertThat(notices).singleElement().asString().contains("wavs/SP01-00001.wav is missing");
    assertThat(folder.resolve("wavs/SP01-00001.wav")).isNotEmptyFile();
  }

  @Test
  void moreSentencesThanTheGrammarHasAreRefused() {
    assertThatThrownBy(() -> CommandGrammar.draw(1_000_000, new Random(1)))
        .hasMessageContaining("9216");
  }

  @Test
  void aFolderThatWasNotMadeHereIsLeftAlone() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("commands"));

    assertThatExceptionOfType(UserFailure.class)
        .isThrownBy(() -> new StandInCorpora(1).commands(folder, 6, 2, 5, done -> {}))
        .withMessageContaining(folder.toString())
        .satisfies(
            failure ->
                assertThat(failure.code()).isEqualTo(SynthesisError.SYNTHESIS_FOLDER_IN_THE_WAY));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void oneVoiceIsTooFewToSpreadOverARange() {
    assertThatThrownBy(() -> new CommandCorpus(6, 1, 5)).hasMessageContaining("got 1");
  }

  @Test
  void moreActorsThanTheirNamesHaveDigitsForAreRefused() {
    assertThatThrownBy(() -> new EmotionCorpus(100, 1, 5)).hasMessageContaining("got 100");
  }

  private static Map<String, Integer> content(Path folder) throws IOException {
    Map<String, Integer> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(folder.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return content;
  }
}
