package org.wavetrain.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.definition.Source;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.synthesis.StandInCorpora;
import org.wavetrain.testing.StageOutcome;
import org.wavetrain.testing.StageTrial;

class IngestStageTest {
  @TempDir Path directory;
  private Path commands;
  private Path emotions;
  private StageTrial trial;

  @BeforeEach
  void speak() throws IOException {
    commands = directory.resolve("commands");
    emotions = directory.resolve("emotions");
    StandInCorpora corpora = new StandInCorpora(2);
    corpora.commands(commands, 60, 5, 3, done -> {});
    corpora.emotions(emotions, 4, 2, 3, done -> {});
    trial = new StageTrial(directory.resolve("home"), 11);
  }

  @AfterEach
  void stop() {
    trial.close();
  }

  @Test
  void speakersAndSentencesOfTheSplitsAreApart() throws IOException {
    StageOutcome outcome = ingest(trial, both());

    assertThat(outcome.exitCode()).isZero();
    List<Utterance> all = utterances(outcome.key());
    assertThat(all).hasSize(60 + 4 * 18);
    assertApart(all.stream().filter(utterance -> utterance.text().isPresent()).toList());
    assertApart(all.stream().filter(utterance -> utterance.label().isPresent()).toList());
    assertApart(all);
    JsonNode report = report(outcome.key());
    assertThat(report.at("/overlap_with_training/test/speakers").asInt(-1)).isZero();
    assertThat(report.at("/overlap_with_training/test/sentences").asInt(-1)).isZero();
    assertThat(report.at("/labels/angry").asInt()).isEqualTo(16);
    assertThat(report.at("/sample_rates_hz/16000").asInt()).isEqualTo(132);
  }

  @Test
  void aSentenceThatSeveralSpeakersSayIsInOneSplitOnly() throws IOException {
    List<String> lines = Files.readAllLines(commands.resolve("metadata.csv"));
    Files.write(
        commands.resolve("metadata.csv"),
        lines.stream().map(line -> line.substring(0, 11) + sentence(line)).toList());

    StageOutcome outcome = ingest(trial, both());

    List<Utterance> all = utterances(outcome.key());
    assertApart(all.stream().filter(utterance -> utterance.text().isPresent()).toList());
    JsonNode report = report(outcome.key());
    int kept = (int) all.stream().filter(utterance -> utterance.text().isPresent()).count();
    assertThat(kept).isBetween(1, 59);
    assertThat(report.at("/divisions/commands/set_aside").asInt() + kept).isEqualTo(60);
  }

  @Test
  void sentencesOfTwoSourcesAreInOneSplitOnly() throws IOException {
    Path copy = directory.resolve("copy");
    copy(commands, copy);

    StageOutcome outcome =
        ingest(
            trial,
            List.of(
                new Source("commands", commands, "auto"), new Source("copy", copy, "ljspeech")));

    List<Utterance> all = utterances(outcome.key());
    assertThat(all).extracting(Utterance::source).contains("commands", "copy");
    assertApart(all);
    assertThat(report(outcome.key()).at("/overlap_with_training/test/sentences").asInt(-1))
        .isZero();
  }

  @Test
  void twoStatementsAreDividedBySpeakerAloneAndItIsSaid() throws IOException {
    for (Path file : files(emotions)) {
      String name = file.getFileName().toString();
      if (name.endsWith(".wav")) {
        // As in RAVDESS, each actor says both statements; here in place of the repetitions.
        String renamed =
            name.substring(0, 12) + name.substring(15, 17) + "-03" + name.substring(17);
        Files.move(file, file.resolveSibling(renamed));
      }
    }

    StageOutcome outcome = ingest(trial, both());

    assertThat(outcome.exitCode()).isZero();
    List<Utterance> labelled =
        utterances(outcome.key()).stream()
            .filter(utterance -> utterance.label().isPresent())
            .toList();
    assertThat(labelled).hasSize(4 * 18);
    assertThat(sentences(labelled, Split.TEST)).hasSize(2);
    JsonNode report = report(outcome.key());
    assertThat(report.at("/divisions/emotions/sentences_apart").asBoolean(true)).isFalse();
    assertThat(report.at("/divisions/commands/sentences_apart").asBoolean(false)).isTrue();
    assertThat(report.at("/overlap_with_training/test/sentences").asInt()).isEqualTo(2);
    assertThat(outcome.events().toString()).contains("divided by speaker alone");
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a corpus of which no recording can be decoded",
      outcome = "the stage fails with INGEST_NOTHING_LEFT and counts the reasons")
  void whereNothingCanBeUsedTheReasonsAreCounted() throws IOException {
    breakRecordings(0);

    StageOutcome outcome = ingestCommands(Map.of("reject_limit", 1.0));

    assertThat(outcome.failure().orElseThrow().code()).isEqualTo("INGEST_NOTHING_LEFT");
    assertThat(outcome.failure().orElseThrow().sentence())
        .contains("No recording is left to use, of 60 listed.")
        .contains("60 of 60 recordings of commands were set aside (60 AUDIO_");
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a corpus of which one recording can be decoded",
      outcome = "the stage fails with INGEST_SPLIT_EMPTY and counts the reasons")
  void aSplitThatIsEmptyBecauseOfWhatWasSetAsideIsToldWithIt() throws IOException {
    breakRecordings(1);

    StageOutcome outcome = ingestCommands(Map.of("reject_limit", 1.0));

    assertThat(outcome.failure().orElseThrow().code()).isEqualTo("INGEST_SPLIT_EMPTY");
    assertThat(outcome.failure().orElseThrow().sentence())
        .contains("59 of 60 recordings of commands were set aside (59 AUDIO_");
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "a corpus of one speaker",
      outcome = "the stage fails with INGEST_TOO_FEW_SPEAKERS")
  void tooFewSpeakersAreToldWithWhatWasSetAside() throws IOException {
    List<String> lines = Files.readAllLines(commands.resolve("metadata.csv"));
    String speaker = lines.get(0).substring(0, lines.get(0).indexOf('-'));
    List<String> own = new ArrayList<>();
    lines.stream().filter(line -> line.startsWith(speaker)).forEach(own::add);
    own.set(0, own.get(0).substring(0, 11) + "%");
    Files.write(commands.resolve("metadata.csv"), own);

    StageOutcome outcome =
        ingestCommands(Map.of("reject_limit", 1.0, "other_characters_limit", 1.0));

    assertThat(outcome.failure().orElseThrow().code()).isEqualTo("INGEST_TOO_FEW_SPEAKERS");
    assertThat(outcome.failure().orElseThrow().sentence())
        .contains("too few")
        .contains("1 of " + own.size() + " recordings of commands were set aside (1 TEXT_");
  }

  private StageOutcome ingestCommands(Map<String, Object> parameters) throws IOException {
    return trial.run(
        new IngestStage(),
        parameters,
        Map.of(),
        Map.of("recordings", List.of(new Source("commands", commands, "ljspeech"))));
  }

  /** All commands but so many. */
  private void breakRecordings(int sound) throws IOException {
    List<Path> recordings =
        files(commands).stream()
            .filter(file -> file.toString().endsWith(".wav"))
            .sorted()
            .skip(sound)
            .toList();
    for (Path file : recordings) {
      Files.writeString(file, "broken");
    }
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "a corpus in which everybody says one sentence",
      outcome = "the stage fails with INGEST_SPLIT_EMPTY")
  void aSplitWithoutARecordingFailsTheStage() throws IOException {
    List<String> lines = Files.readAllLines(commands.resolve("metadata.csv"));
    Files.write(
        commands.resolve("metadata.csv"),
        lines.stream().map(line -> line.substring(0, 11) + "bring the box").toList());

    StageOutcome outcome = ingest(trial, both());

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.failure().orElseThrow().code()).isEqualTo("INGEST_SPLIT_EMPTY");
    assertThat(outcome.failure().orElseThrow().sentence()).contains("a text", "test");
  }

  @Test
  void aFlacFileTakesTheWavFilesPlace() throws IOException {
    Files.delete(commands.resolve("wavs/SP01-00001.wav"));
    try (InputStream flac = IngestStageTest.class.getResourceAsStream("/tone.flac")) {
      Files.copy(flac, commands.resolve("wavs/SP01-00001.flac"));
    }

    StageOutcome outcome = ingest(trial, both());

    assertThat(outcome.exitCode()).isZero();
    assertThat(report(outcome.key()).at("/codecs/flac").asInt()).isEqualTo(1);
    assertThat(utterances(outcome.key())).hasSize(60 + 4 * 18);
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected =
          "an empty file, a missing one, a text with digits and one too long for its recording",
      outcome = "each is set aside with its reason, the rest becomes a corpus")
  void aFewBadFilesAreSetAsideWithTheReasonAndToldOf() throws IOException {
    Files.write(commands.resolve("wavs/SP01-00001.wav"), new byte[0]);
    Files.delete(commands.resolve("wavs/SP02-00001.wav"));
    List<String> lines = Files.readAllLines(commands.resolve("metadata.csv"));
    lines.set(lines.size() - 1, lines.get(lines.size() - 1) + " 42");
    lines.set(lines.size() - 2, lines.get(lines.size() - 2) + " " + "wh".repeat(400));
    Files.write(commands.resolve("metadata.csv"), lines);

    StageOutcome outcome =
        trial.run(
            new IngestStage(),
            Map.of(IngestStage.REJECT_LIMIT, 0.1),
            Map.of(),
            Map.of("recordings", both()));

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.events().toString())
        .contains("4 of 60 recordings of commands set aside (1 AUDIO_EMPTY")
        .doesNotContain("recordings of emotions");
    assertThat(report(outcome.key()).at("/rejects_by_reason"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    "{\"AUDIO_EMPTY\":1,\"AUDIO_UNREADABLE\":1,\"TEXT_CHARACTERS\":1,"
                        + "\"TEXT_LONGER_THAN_AUDIO\":1}"));
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "more empty files than the limit allows",
      outcome = "the stage fails with INGEST_TOO_MANY_REJECTS, reasons and examples")
  void tooManyBadFilesFailTheStageWithReasonsAndExamples() throws IOException {
    for (int i = 1; i <= 9; i++) {
      Files.write(commands.resolve("wavs/SP01-0000" + i + ".wav"), new byte[0]);
    }

    StageOutcome outcome = ingest(trial, both());

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.failure().orElseThrow().code()).isEqualTo("INGEST_TOO_MANY_REJECTS");
    assertThat(outcome.failure().orElseThrow().sentence())
        .contains("9 of 60 recordings of commands", "9 AUDIO_EMPTY", "wavs/SP01-00001.wav");
  }

  @Test
  void theSameFoldersGiveTheSameCorpus() throws IOException {
    StageOutcome first = ingest(trial, both());
    try (StageTrial other = new StageTrial(directory.resolve("other"), 11)) {
      StageOutcome second = ingest(other, both());

      assertThat(second.key()).isEqualTo(first.key());
      assertThat(other.open(second.key()).manifest().contentDigest())
          .isEqualTo(trial.open(first.key()).manifest().contentDigest());
    }
  }

  private static String sentence(String line) {
    return switch (Integer.parseInt(line.substring(5, 10)) % 6) {
      case 0 -> "bring the box";
      case 1 -> "drop the cup";
      case 2 -> "find the lamp";
      case 3 -> "hold the plate";
      case 4 -> "move the chair";
      default -> "send the book";
    };
  }

  private static StageOutcome ingest(StageTrial where, List<Source> sources) throws IOException {
    return where.run(new IngestStage(), Map.of(), Map.of(), Map.of("recordings", sources));
  }

  private List<Source> both() {
    return List.of(
        new Source("commands", commands, "auto"), new Source("emotions", emotions, "ravdess"));
  }

  private List<Utterance> utterances(ArtifactKey key) throws IOException {
    List<Utterance> all = new ArrayList<>();
    CorpusReader.open(trial.open(key))
        .forEach(utterance -> true, (utterance, samples) -> all.add(utterance));
    return all;
  }

  private JsonNode report(ArtifactKey key) throws IOException {
    try (InputStream in = trial.open(key).open("data_report.json")) {
      return new ObjectMapper().readTree(in.readAllBytes());
    }
  }

  /** No split is empty, and no two have a speaker or a sentence in common. */
  private static void assertApart(List<Utterance> all) {
    for (Split split : Split.values()) {
      assertThat(speakers(all, split)).isNotEmpty();
      assertThat(sentences(all, split)).isNotEmpty();
      for (Split other : Split.values()) {
        if (other != split) {
          assertThat(speakers(all, split)).doesNotContainAnyElementsOf(speakers(all, other));
          assertThat(sentences(all, split)).doesNotContainAnyElementsOf(sentences(all, other));
        }
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Path file : files(from)) {
      Path target = to.resolve(from.relativize(file));
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    }
  }

  private static Set<String> speakers(List<Utterance> all, Split split) {
    return all.stream()
        .filter(utterance -> utterance.split() == split)
        .map(Utterance::speaker)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Set<String> sentences(List<Utterance> all, Split split) {
    return all.stream()
        .filter(utterance -> utterance.split() == split)
        .flatMap(utterance -> utterance.sentence().stream())
        .collect(Collectors.toCollection(HashSet::new));
  }
}
