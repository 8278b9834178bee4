package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.cli.display.Terminal;
import org.wavetrain.stage.ExitCode;
import org.wavetrain.synthesis.StandInCorpora;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

/** What Wavetrain writes it also reads. */
class ExportedModelTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream error = new ByteArrayOutputStream();

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
    run("export", model.toString(), once.toString());
    run("export", once.toString(), twice.toString());
    run(
        "evaluate",
        twice.toString(),
        corpus.toString(),
        results.toString(),
        "--home",
        folder.resolve("home").toString());

    assertThat(results.resolve("metrics.json")).content().contains("\"wer\"");
  }

  private void run(String... arguments) {
    Console console =
        new Console(
            new PrintStream(out, true, UTF_8),
            new PrintStream(error, true, UTF_8),
            Terminal.none(),
            new Interruption());
    assertThat(Main.run(console, arguments))
        .as(() -> error.toString(UTF_8))
        .isEqualTo(ExitCode.DONE.code());
  }
}
