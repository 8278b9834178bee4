package org.wavetrain.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.testing.InMemoryArtifact;

class CorpusTest {
  private static final Utterance SPOKEN =
      new Utterance(
          "commands_AA-00001",
          "commands",
          "AA",
          Split.TRAIN,
          Optional.of("größe auf"),
          Optional.empty(),
          500,
          Optional.empty());
  private static final Utterance FELT =
      new Utterance(
          "emotions_01",
          "emotions",
          "actor",
          Split.TEST,
          Optional.empty(),
          Optional.of("ravdess statement 01"),
          Optional.of("angry"),
          Map.of(AttributeNames.SEX, "female", AttributeNames.SUBSET, "dev-other"),
          600,
          Optional.of(new Augmentation("emotions_00", List.of("gain -3.0 dB", "speed 1.050"))));

  private static final List<CorpusSource> SOURCES =
      List.of(
          new CorpusSource(
              "commands",
              "ljspeech",
              SpeakerUnit.BOOK,
              DividedBy.DRAWING,
              List.of(),
              StatedLicence.NONE,
              "Synthetic speech (a voice)"),
          new CorpusSource(
              "emotions",
              "manifest",
              SpeakerUnit.PERSON,
              DividedBy.CORPUS,
              List.of("validation", "test"),
              StatedLicence.NONE,
              ""));

  @TempDir Path directory;

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    InMemoryArtifact artifact = write();
    List<short[]> sounds = new ArrayList<>();
    CorpusReader.open(artifact).forEach(any -> true, (utterance, samples) -> sounds.add(samples));

    assertThat(utterances(artifact)).containsExactly(SPOKEN, FELT);
    assertThat(sounds.get(0)).isEqualTo(ramp(500));
    assertThat(sounds.get(1)).isEqualTo(ramp(600));
  }

  @Test
  void unwantedUtterancesArePassedOver() throws IOException {
    List<Utterance> wanted = new ArrayList<>();
    CorpusReader.open(write())
        .forEach(
            utterance -> utterance.split() == Split.TEST,
            (utterance, samples) -> wanted.add(utterance));

    assertThat(wanted).containsExactly(FELT);
  }

  @Test
  void descriptionsAreReadWithoutTheirRecordings() throws IOException {
    List<Utterance> described = new ArrayList<>();
    CorpusReader.open(write()).forEachDescription(described::add);

    assertThat(described).containsExactly(SPOKEN, FELT);
  }

  @Test
  void equalUtterancesGiveEqualBytes() throws IOException {
    Map<String, byte[]> first = write().files();
    Map<String, byte[]> second = write().files();

    assertThat(second.keySet()).isEqualTo(first.keySet());
    first.forEach((path, bytes) -> assertThat(second.get(path)).as(path).isEqualTo(bytes));
  }

  @Test
  void theSummaryCountsAndTakesTheAlphabetFromTrainingAlone() throws IOException {
    CorpusSummary summary = CorpusReader.open(write()).summary();

    assertThat(summary.alphabet()).containsExactly(" ", "a", "e", "f", "g", "r", "u", "ß", "ö");
    assertThat(summary.labels()).containsExactly("angry");
    assertThat(summary.rejects()).containsExactly(Map.entry("AUDIO_TRUNCATED", 2));
    assertThat(summary.split(Split.TRAIN)).isEqualTo(new SplitSummary(1, 500 / 16_000.0, 1, 1, 0));
    assertThat(summary.split(Split.TEST)).isEqualTo(new SplitSummary(1, 600 / 16_000.0, 1, 0, 1));
    assertThat(summary.split(Split.VALIDATION).utterances()).isZero();
  }

  @Test
  void theSummaryTellsWhereTheRecordingsAreFrom() throws IOException {
    assertThat(CorpusReader.open(write()).summary().sources()).isEqualTo(SOURCES);
    assertThat(write().text("corpus.json")).contains("\"speaker_unit\" : \"book\"");
  }

  @Test
  void aLargeCorpusIsSpreadOverShardsInOrder() throws IOException {
    InMemoryArtifact artifact = new InMemoryArtifact();
    int length = 6 << 20;
    try (CorpusWriter writer = new CorpusWriter(artifact, directory)) {
      for (int i = 0; i < 4; i++) {
        writer.add(silent("long-" + i, length), new short[length]);
      }
      assertThat(writer.finish(List.of(), Map.of()).shards())
          .containsExactly("shards/00000.tar", "shards/00001.tar");
    }

    assertThat(utterances(artifact))
        .extracting(Utterance::id)
        .containsExactly("long-0", "long-1", "long-2", "long-3");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void anAbandonedShardLeavesNothingBehind() throws IOException {
    try (CorpusWriter writer = new CorpusWriter(new InMemoryArtifact(), directory)) {
      writer.add(silent("first", 400), new short[400]);
    }

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aSoundOfAnotherLengthThanSaidIsRefused() throws IOException {
    try (CorpusWriter writer = new CorpusWriter(new InMemoryArtifact(), directory)) {
      assertThatThrownBy(() -> writer.add(SPOKEN, ramp(499)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("says 500 samples, has 499");
    }
  }

  private static List<Utterance> utterances(InMemoryArtifact artifact) throws IOException {
    List<Utterance> utterances = new ArrayList<>();
    CorpusReader.open(artifact)
        .forEach(any -> true, (utterance, samples) -> utterances.add(utterance));
    return utterances;
  }

  private InMemoryArtifact write() throws IOException {
    InMemoryArtifact artifact = new InMemoryArtifact();
    try (CorpusWriter writer = new CorpusWriter(artifact, directory)) {
      writer.add(SPOKEN, ramp(SPOKEN.samples()));
      writer.add(FELT, ramp(FELT.samples()));
      writer.finish(SOURCES, Map.of("AUDIO_TRUNCATED", 2));
    }
    return artifact;
  }

  private static Utterance silent(String id, int samples) {
    return new Utterance(
        id,
        "commands",
        "AA",
        Split.TRAIN,
        Optional.empty(),
        Optional.empty(),
        samples,
        Optional.empty());
  }

  private static short[] ramp(int length) {
    short[] samples = new short[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (short) (i * 61 - 15_000);
    }
    return samples;
  }
}
