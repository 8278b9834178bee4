package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.synthesis.StandInCorpora;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

/** What Wavetrain writes it also reads. */
class ExportedModelTest {
  @TempDir private Path folder;

  @Tag("slow")
  @Test
  void anExportIsExportedAgainAndEvaluated() throws Exception {
    Path model = folder.resolve("model");
    RandomModel.transcriber(Wav2Vec2Configuration.nano().withSpecAugment(SpecAugment.NONE), model);
    Path corpus = folder.resolve("corpus");
    new StandInCorpora(1).ljSpeech(corpus, 2, 3, 1, done -> {});

    Path once = folder.resolve("once");
    Path twice = folder.resolve("twice");
    Path results = folder.resolve("results");
    CommandRun.done("export", model.toString(), once.toString());
    CommandRun.done("export", once.toString(), twice.toString());
    CommandRun.done(
        "evaluate",
        twice.toString(),
        corpus.toString(),
        results.toString(),
        "--home",
        folder.resolve("home").toString());

    assertThat(results.resolve("metrics.json")).content().contains("\"wer\"");
  }
}
