package org.wavetrain.ingest;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.CorpusSource;
import org.wavetrain.corpus.CorpusSummary;
import org.wavetrain.corpus.DividedBy;
import org.wavetrain.corpus.SpeakerUnit;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.definition.Source;
import org.wavetrain.synthesis.StandInCorpora;
import org.wavetrain.testing.StageOutcome;
import org.wavetrain.testing.StageTrial;

/** Small folders in the layouts and file formats of published corpora, ingested for real. */
@TestInstance(Lifecycle.PER_CLASS)
class IngestCorporaTest {
  @TempDir Path directory;
  private final StandInCorpora corpora = new StandInCorpora(2);
  private StageTrial trial;

  @BeforeAll
  void start(@TempDir Path home) {
    trial = new StageTrial(home, 11);
  }

  @AfterAll
  void stop() {
    trial.close();
  }

  @Test
  void torgoKeepsSpeakersAndRepeatedPromptsApart() throws IOException {
    Path folder = directory.resolve("torgo");
    corpora.torgo(folder, 6, 6, 3, done -> {});

    Ingested ingested = ingest(folder, "auto", Map.of());

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

    Ingested ingested = ingest(folder, "auto", Map.of());

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

    Ingested ingested = ingest(folder, "auto", Map.of());

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

    Ingested ingested = ingest(folder, "timit", Map.of(IngestStage.SPLIT, "speakers"));

    assertApart(ingested.utterances());
    assertThat(ingested.report().at("/divisions/corpus/divided_by").asText()).isEqualTo("drawing");
  }

  @Test
  void libriSpeechInFlacFilesKeepsItsParts() throws IOException {
    Path folder = directory.resolve("librispeech");
    corpora.libriSpeech(folder, 2, 1, 2, 3, done -> {});

    Ingested ingested = ingest(folder, "auto", Map.of());

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

    Ingested ingested = ingest(folder, "auto", Map.of());

    assertApart(ingested.utterances());
    CorpusSource source =
        new CorpusSource("corpus", "ljspeech", SpeakerUnit.BOOK, DividedBy.DRAWING, List.of());
    assertThat(ingested.summary().sources()).containsExactly(source);
    assertThat(ingested.report().at("/sources/0/speaker_unit").asText()).isEqualTo("book");
  }

  @Test
  void commonVoiceInMp3FilesKeepsItsSplits() throws IOException {
    Path folder = directory.resolve("commonvoice");
    corpora.commonVoice(folder, 1, 2, 3, done -> {});

    Ingested ingested = ingest(folder, "auto", Map.of());

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

    Ingested ingested = ingest(folder, "unlabelled", Map.of());

    assertThat(ingested.utterances()).hasSize(8);
    assertThat(ingested.utterances()).allMatch(utterance -> utterance.text().isEmpty());
    for (Split split : Split.values()) {
      assertThat(ingested.speakers(split)).isNotEmpty();
    }
  }

  @Test
  void aManifestReportsEachBadLineWithItsNumber() throws IOException {
    Path folder = directory.resolve("manifest");
    corpora.unlabelled(folder, 3, 2, 3, done -> {});
    Files.writeString(
        folder.resolve("manifest.csv"),
        """
        path,text,speaker,split,room
        speaker01/001.flac,"Bring it, now",ann,train,hall
        speaker01/002.flac,bring that,ann,train,
        speaker02/001.flac,send it,bob,dev,hall
        speaker03/001.flac,take it,cid,test,
        ../home/tracking.db,take it,cid,test,
        speaker03/002.flac,take it
        """);

    Ingested ingested = ingest(folder, "auto", Map.of(IngestStage.REJECT_LIMIT, 0.5));

    assertThat(ingested.utterances())
        .extracting(utterance -> utterance.split().label() + ": " + utterance.text().orElseThrow())
        .containsExactly(
            "train: bring it now", "train: bring that", "validation: send it", "test: take it");
    assertThat(ingested.utterances().get(0).attributes()).isEqualTo(Map.of("room", "hall"));
    assertThat(ingested.report().at("/rejects").toString())
        .contains("Line 6 of the manifest has a path that leaves the folder")
        .contains("Line 7 of the manifest has 2 fields, the heading 5");
  }

  @Test
  void aManifestMayHaveAnObjectInEachLine() throws IOException {
    Path folder = directory.resolve("objects");
    corpora.unlabelled(folder, 3, 1, 3, done -> {});
    Files.writeString(
        folder.resolve("manifest.jsonl"),
        """
        {"path": "speaker01/001.flac", "text": "Bring it, now", "speaker": "ann", "split": "train", "room": "hall"}

        {"path": "speaker02/001.flac", "text": "send it", "speaker": "bob", "split": "validation"}
        {"path": "speaker03/001.flac", "text": "take it", "speaker": "cid", "split": "test"}
        {"path": "speaker03/001.flac", "text": "take
        """);

    Ingested ingested = ingest(folder, "auto", Map.of(IngestStage.REJECT_LIMIT, 0.5));

    assertThat(ingested.utterances())
        .extracting(utterance -> utterance.split().label() + ": " + utterance.text().orElseThrow())
        .containsExactly("train: bring it now", "validation: send it", "test: take it");
    assertThat(ingested.utterances().get(0).attributes()).isEqualTo(Map.of("room", "hall"));
    assertThat(ingested.report().at("/rejects/0/sentence").asText()).contains("Line 5");
  }

  @Test
  void capitalsThatTheAlphabetLacksFailTheStage() throws IOException {
    Path folder = directory.resolve("librispeech");
    corpora.libriSpeech(folder, 2, 1, 2, 3, done -> {});

    StageOutcome outcome =
        run(
            folder,
            "auto",
            Map.of(IngestStage.LETTER_CASE, "keep", IngestStage.ALLOWED_CHARACTERS, "a-z'"));

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.failure().orElseThrow().code()).isEqualTo("INGEST_CHARACTERS_OUTSIDE");
    assertThat(outcome.failure().orElseThrow().sentence()).contains("12 of 12 texts", "E 12, T 12");
  }

  private Ingested ingest(Path folder, String layout, Map<String, Object> parameters)
      throws IOException {
    StageOutcome outcome = run(folder, layout, parameters);
    assertThat(outcome.failure()).isEmpty();
    List<Utterance> utterances = new ArrayList<>();
    CorpusReader corpus = CorpusReader.open(trial.open(outcome.key()));
    corpus.forEachDescription(utterances::add);
    try (InputStream in = trial.open(outcome.key()).open("data_report.json")) {
      return new Ingested(
          corpus.summary(), utterances, new ObjectMapper().readTree(in.readAllBytes()));
    }
  }

  private StageOutcome run(Path folder, String layout, Map<String, Object> parameters)
      throws IOException {
    return trial.run(
        new IngestStage(),
        parameters,
        Map.of(),
        Map.of("recordings", List.of(new Source("corpus", folder, layout))));
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

  private record Ingested(CorpusSummary summary, List<Utterance> utterances, JsonNode report) {
    Set<String> speakers(Split split) {
      return utterances.stream()
          .filter(utterance -> utterance.split() == split)
          .map(Utterance::speaker)
          .collect(toSet());
    }

    List<String> subsets(Split split) {
      return utterances.stream()
          .filter(utterance -> utterance.split() == split)
          .map(utterance -> utterance.attributes().get("subset"))
          .distinct()
          .sorted()
          .toList();
    }
  }
}
