package org.wavetrain.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.corpus.CorpusSource;
import org.wavetrain.corpus.DividedBy;
import org.wavetrain.corpus.SpeakerUnit;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.StatedLicence;
import org.wavetrain.corpus.StatedSynthesis;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.ingest.TrialIngest.Ingested;
import org.wavetrain.synthesis.StandInCorpora;
import org.wavetrain.testing.StageOutcome;

/** Small folders in the layouts and file formats of published corpora, ingested for real. */
@TestInstance(Lifecycle.PER_CLASS)
class IngestCorporaTest {
  @TempDir Path directory;
  private final StandInCorpora corpora = new StandInCorpora(2);
  private TrialIngest trial;

  @BeforeAll
  void start(@TempDir Path home) {
    trial = new TrialIngest(home);
  }

  @AfterAll
  void stop() {
    trial.close();
  }

  @Test
  void torgoKeepsSpeakersAndRepeatedPromptsApart() throws IOException {
    Path folder = directory.resolve("torgo");
    corpora.torgo(folder, 6, 6, 3, done -> {});

    Ingested ingested = trial.ingest(folder, "auto", Map.of());

    assertApart(ingested.utterances());
    assertThat(ingested.utterances())
        .allMatch(utterance -> utterance.attributes().containsKey("severity"));
    assertThat(ingested.report().at("/divisions/corpus/divided_by").asText()).isEqualTo("drawing");
    assertThat(ingested.report().at("/divisions/corpus/set_aside").asInt()).isPositive();
    assertThat(ingested.report().at("/overlaps/1/before/sentences").asInt()).isPositive();
    assertThat(ingested.report().at("/overlaps/1/after/sentences").asInt(-1)).isZero();
    assertThat(ingested.report().at("/left_out/prompt is a picture").asInt()).isEqualTo(12);
  }

  @Test
  void timitInSphereFilesKeepsItsTestSetAndGetsAValidationSet() throws IOException {
    Path folder = directory.resolve("timit");
    corpora.timit(folder, 6, 2, 4, 3, done -> {});

    Ingested ingested = trial.ingest(folder, "auto", Map.of());

    assertApart(ingested.utterances());
    assertThat(ingested.speakers(Split.TEST))
        .allMatch(name -> name.matches("corpus-[MF][A-Z]+[09]"));
    assertThat(ingested.subsets(Split.TEST)).containsExactly("core-test", "test");
    assertThat(ingested.subsets(Split.VALIDATION)).containsExactly("train");
    assertThat(ingested.report().at("/divisions/corpus/drawn_from_training/0").asText())
        .isEqualTo("validation");
    assertThat(ingested.report().at("/rejects")).isEmpty();
    assertThat(ingested.utterances())
        .allMatch(utterance -> utterance.text().orElseThrow().matches("[a-z ]+"));
  }

  @Test
  void ravdessIsDividedByActorAloneAndItsSongsAreLeftOut() throws IOException {
    Path folder = directory.resolve("ravdess");
    corpora.ravdess(folder, 3, 1, 3, done -> {});

    Ingested ingested = trial.ingest(folder, "auto", Map.of());

    assertThat(ingested.report().at("/sample_rates_hz/48000").asInt()).isEqualTo(3 * 30);
    assertThat(ingested.report().at("/left_out/song").asInt()).isEqualTo(3 * 11);
    assertThat(ingested.report().at("/divisions/corpus/sentences_apart").asBoolean(true)).isFalse();
    assertThat(ingested.summary().labels()).hasSize(8);
    for (Split split : Split.values()) {
      assertThat(ingested.speakers(split)).hasSize(1);
    }
  }

  @Test
  void timitCanBeDividedAnew() throws IOException {
    Path folder = directory.resolve("timit");
    corpora.timit(folder, 6, 2, 4, 3, done -> {});

    Ingested ingested = trial.ingest(folder, "timit", Map.of(IngestStage.SPLIT, "speakers"));

    assertApart(ingested.utterances());
    assertThat(ingested.report().at("/divisions/corpus/divided_by").asText()).isEqualTo("drawing");
  }

  @Test
  void libriSpeechInFlacFilesKeepsItsParts() throws IOException {
    Path folder = directory.resolve("librispeech");
    corpora.libriSpeech(folder, 2, 1, 2, 3, done -> {});

    Ingested ingested = trial.ingest(folder, "auto", Map.of());

    assertThat(ingested.subsets(Split.TRAIN)).containsExactly("train-clean-100");
    assertThat(ingested.subsets(Split.VALIDATION)).containsExactly("dev-clean", "dev-other");
    assertThat(ingested.subsets(Split.TEST)).containsExactly("test-clean", "test-other");
    assertThat(ingested.report().at("/codecs/flac").asInt()).isEqualTo(12);
    assertThat(ingested.utterances())
        .allMatch(utterance -> utterance.text().orElseThrow().matches("[a-z ]+"));
  }

  @Test
  void theBooksOfLjSpeechAreNotTakenForVoices() throws IOException {
    Path folder = directory.resolve("ljspeech");
    corpora.ljSpeech(folder, 4, 2, 3, done -> {});

    Ingested ingested = trial.ingest(folder, "auto", Map.of());

    assertApart(ingested.utterances());
    CorpusSource source =
        new CorpusSource(
            "corpus",
            "ljspeech",
            SpeakerUnit.BOOK,
            DividedBy.DRAWING,
            List.of(),
            StatedLicence.NONE,
            StatedSynthesis.of(folder));
    assertThat(source.synthesis()).startsWith("Synthetic speech (FreeTTS");
    assertThat(ingested.summary().sources()).containsExactly(source);
    assertThat(ingested.report().at("/sources/0/speaker_unit").asText()).isEqualTo("book");
  }

  @Test
  void commonVoiceInMp3FilesKeepsItsSplits() throws IOException {
    Path folder = directory.resolve("commonvoice");
    corpora.commonVoice(folder, 1, 2, 3, done -> {});

    Ingested ingested = trial.ingest(folder, "auto", Map.of());

    for (Split split : Split.values()) {
      assertThat(ingested.speakers(split)).hasSize(1);
    }
    assertThat(ingested.report().at("/sample_rates_hz/32000").asInt()).isEqualTo(6);
    assertThat(ingested.report().at("/codecs").toString()).contains("mp3");
  }

  @Test
  void unlabelledSpeechIsDividedBySpeaker() throws IOException {
    Path folder = directory.resolve("unlabelled");
    corpora.unlabelled(folder, 4, 2, 3, done -> {});

    Ingested ingested = trial.ingest(folder, "unlabelled", Map.of());

    assertThat(ingested.utterances()).hasSize(8);
    assertThat(ingested.utterances()).allMatch(utterance -> utterance.text().isEmpty());
    for (Split split : Split.values()) {
      assertThat(ingested.speakers(split)).isNotEmpty();
    }
  }

  @Test
  void capitalsThatTheAlphabetLacksFailTheStage() throws IOException {
    Path folder = directory.resolve("librispeech");
    corpora.libriSpeech(folder, 2, 1, 2, 3, done -> {});

    StageOutcome outcome =
        trial.run(
            folder,
            "auto",
            Map.of(IngestStage.LETTER_CASE, "keep", IngestStage.ALLOWED_CHARACTERS, "a-z'"));

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.failure().orElseThrow().code()).isEqualTo("INGEST_CHARACTERS_OUTSIDE");
    assertThat(outcome.failure().orElseThrow().sentence()).contains("12 of 12 texts", "E 12, T 12");
  }

  /** No split is empty, and no two have a speaker or a sentence in common. */
  private static void assertApart(List<Utterance> utterances) {
    SplitContents contents = new SplitContents();
    utterances.forEach(
        utterance -> contents.add(utterance.split(), utterance.speaker(), utterance.sentence()));
    for (Split one : Split.values()) {
      assertThat(utterances).anyMatch(utterance -> utterance.split() == one);
      for (Split other : Split.values()) {
        if (one != other) {
          assertThat(contents.overlap(one, other)).isEqualTo(new SplitContents.Overlap(0, 0));
        }
      }
    }
  }
}
