package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactDraft;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Provenance;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.audio.AudioDecoder;
import org.wavetrain.corpus.CorpusWriter;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.report.comparison.Recordings.Found;

/** On a corpus of three recordings of a second each. */
class CorpusRecordingsTest {
  private static final ArtifactKey CORPUS = new ArtifactKey("ingest", Sha256.of("corpus"));

  @TempDir private Path folder;

  private Found found(List<String> ids, long mostBytes) throws IOException {
    try (OpenedStore opened = OpenedStore.open(folder.resolve("home"), Map.of())) {
      if (opened.store().findReadable(CORPUS).isEmpty()) {
        ArtifactDraft draft = opened.store().draft(CORPUS);
        try (CorpusWriter writer = new CorpusWriter(draft, folder.resolve("shard"))) {
          for (String id : List.of("one", "two", "three")) {
            writer.add(
                new Utterance(
                    id,
                    "words",
                    "someone",
                    Split.TEST,
                    Optional.of(id),
                    Optional.empty(),
                    Utterance.SAMPLE_RATE_HZ,
                    Optional.empty()),
                new short[Utterance.SAMPLE_RATE_HZ]);
          }
          writer.finish(List.of(), Map.of());
        }
        draft.publish(new Provenance(Map.of(), "{}", 1, "1", Duration.ZERO));
      }
      return new CorpusRecordings(opened.store()).of(CORPUS, ids, mostBytes);
    }
  }

  @Test
  void recordingsAreOfTheSameLengthAsMp3() throws Exception {
    byte[] mp3 = found(List.of("two", "elsewhere"), 100_000).mp3().get("two");

    Path file = Files.write(folder.resolve("two.mp3"), mp3);
    assertThat(
            new AudioDecoder(Duration.ofMinutes(1)).decode(file).samples().length
                / (double) Utterance.SAMPLE_RATE_HZ)
        .isCloseTo(1, within(0.2));
  }

  @Test
  void thoseThatAreWantedMostAreTakenAsLongAsThereIsRoom() throws IOException {
    Found found = found(List.of("three", "one", "two"), 20_000);

    assertThat(found.mp3()).containsOnlyKeys("three", "one");
    assertThat(found.mp3().values().stream().mapToInt(content -> content.length).sum())
        .isLessThanOrEqualTo(20_000);
    assertThat(found(List.of("one"), 0).mp3()).isEmpty();
  }
}
