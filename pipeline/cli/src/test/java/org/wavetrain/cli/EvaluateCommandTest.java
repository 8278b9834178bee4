package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.synthesis.StandInCorpora;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

/** Evaluates a model that knows nothing, as it lies in Hugging Face's cache. */
@Tag("slow")
class EvaluateCommandTest {
  private static final long SEED = 1;

  @TempDir private Path folder;

  private Path model;
  private Path corpus;

  @BeforeEach
  void makeModelAndCorpus() throws Exception {
    CommandRun.installFromTheCheckout();
    Path cached = folder.resolve("hub/models--me--nano");
    Path blobs = cached.resolve("blobs");
    RandomModel.transcriber(Wav2Vec2Configuration.nano(), blobs);
    model = Files.createDirectories(cached.resolve("snapshots/0123abcd"));
    for (String name : blobs.toFile().list()) {
      Files.createSymbolicLink(model.resolve(name), Path.of("../../blobs", name));
    }
    corpus = folder.resolve("libri");
    int processors = Runtime.getRuntime().availableProcessors();
    new StandInCorpora(processors).libriSpeech(corpus, 4, 1, 2, SEED, done -> {});
  }

  @Test
  void resultsLieInTheFolderAndTheLastLineTellsThemToMachines() throws Exception {
    Path results = folder.resolve("results");
    CommandRun run = evaluate(results);
    JsonNode first = run.lastLine();

    assertThat(results)
        .isDirectoryContaining(path -> path.endsWith("wer_results.txt"))
        .isDirectoryContaining(path -> path.endsWith("report.html"));
    JsonNode metrics = new ObjectMapper().readTree(results.resolve("metrics.json").toFile());
    assertThat(metrics.has("wer_set_test-clean")).isTrue();
    assertThat(first.get("wer").doubleValue()).isEqualTo(metrics.get("wer").doubleValue());
    assertThat(first.at("/stages/evaluate/cached").booleanValue()).isFalse();
    assertThat(run.error()).contains("results    " + results);

    Path again = folder.resolve("again");
    JsonNode second = evaluate(again).lastLine();
    assertThat(second.at("/stages/ingest/cached").booleanValue()).isTrue();
    assertThat(second.at("/stages/evaluate/cached").booleanValue()).isTrue();
    assertThat(again.resolve("metrics.json"))
        .hasSameBinaryContentAs(results.resolve("metrics.json"));
  }

  private CommandRun evaluate(Path results) {
    return CommandRun.done(
        "evaluate",
        model.toString(),
        corpus.toString(),
        results.toString(),
        "--json",
        "--home",
        folder.resolve("home").toString());
  }
}
