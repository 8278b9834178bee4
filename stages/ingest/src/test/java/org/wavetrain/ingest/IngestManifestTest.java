package org.wavetrain.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.ingest.TrialIngest.Ingested;
import org.wavetrain.synthesis.StandInCorpora;

/** Manifests of recordings, ingested for real. */
@TestInstance(Lifecycle.PER_CLASS)
class IngestManifestTest {
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

    Ingested ingested = trial.ingest(folder, "auto", Map.of(IngestStage.REJECT_LIMIT, 0.5));

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

    Ingested ingested = trial.ingest(folder, "auto", Map.of(IngestStage.REJECT_LIMIT, 0.5));

    assertThat(ingested.utterances())
        .extracting(utterance -> utterance.split().label() + ": " + utterance.text().orElseThrow())
        .containsExactly("train: bring it now", "validation: send it", "test: take it");
    assertThat(ingested.utterances().get(0).attributes()).isEqualTo(Map.of("room", "hall"));
    assertThat(ingested.report().at("/rejects/0/sentence").asText()).contains("Line 5");
  }
}
