package org.wavetrain.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.SpoiledInput;
import org.wavetrain.testing.InMemoryArtifact;

/** Corpora that are spoiled at random, as they would be if nothing compared digests. */
@Tag("slow")
class SpoiledCorpusTest {
  private static final int SPOILED = 1_000;

  @TempDir Path directory;
  private final InMemoryArtifact whole = new InMemoryArtifact();

  @BeforeEach
  void write() throws IOException {
    try (CorpusWriter writer = new CorpusWriter(whole, directory)) {
      for (String id : List.of("a", "b", "c")) {
        Utterance utterance =
            new Utterance(
                id,
                "commands",
                "ann",
                Split.TRAIN,
                Optional.of("turn left"),
                Optional.of("calm"),
                400,
                Optional.of(new Augmentation("original", List.of("gain -3.0 dB"))));
        writer.add(utterance, new short[400]);
      }
      writer.finish(List.of(), Map.of());
    }
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "shards of a corpus spoiled at random, 1,000 of them",
      outcome = "each is read or refused as CORPUS_MALFORMED")
  void aSpoiledShardIsReadOrRefused() throws IOException {
    SpoiledInput.assertReadOrRefused(
        whole.files().get("shards/00000.tar"),
        SPOILED,
        spoiled -> {
          InMemoryArtifact artifact = with("shards/00000.tar", spoiled);
          CorpusReader.open(artifact).forEachDescription(utterance -> {});
          CorpusReader.open(artifact).forEach(any -> true, (utterance, samples) -> {});
        },
        SpoiledCorpusTest::isMalformed);
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "summaries of a corpus spoiled at random, 1,000 of them",
      outcome = "each is read or refused as CORPUS_MALFORMED")
  void aSpoiledSummaryIsReadOrRefused() throws IOException {
    SpoiledInput.assertReadOrRefused(
        whole.text(CorpusFiles.SUMMARY),
        SPOILED,
        spoiled -> CorpusReader.open(with(CorpusFiles.SUMMARY, spoiled)),
        SpoiledCorpusTest::isMalformed);
  }

  private InMemoryArtifact with(String path, byte[] spoiled) {
    InMemoryArtifact artifact = new InMemoryArtifact();
    whole.files().forEach(artifact::put);
    artifact.put(path, spoiled);
    return artifact;
  }

  private static boolean isMalformed(Throwable failure) {
    return failure instanceof UserFailure user && user.code() == CorpusError.CORPUS_MALFORMED;
  }
}
