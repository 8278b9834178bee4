package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.audio.SoundFile;
import org.wavetrain.audio.SoundFormat;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

class ClassifyCommandTest {
  private static final List<String> LABELS = List.of("calm", "sad");

  @TempDir private static Path folder;
  private static String model;

  @BeforeAll
  static void exportModel() throws Exception {
    RandomModel.classifier(Wav2Vec2Configuration.nano(), LABELS, folder.resolve("model"));
    model = folder.resolve("model").toString();
    Files.createDirectory(folder.resolve("sounds"));
    for (String name : List.of("a", "b")) {
      noise(folder.resolve("sounds").resolve(name + ".wav"));
    }
  }

  @Test
  void eachRecordingHasALineWithTheLikelihoods() {
    CommandRun run = CommandRun.done("classify", "--model", model, sounds());
    assertThat(run.out().lines().toList())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains(".wav\t", "calm ", "sad ", " %"));
  }

  @Test
  void resultsGoIntoAFolder() throws IOException {
    Path output = folder.resolve("results");
    CommandRun run =
        CommandRun.done(
            "classify", "--model", model, "--json", "--output", output.toString(), sounds());
    assertThat(run.out().lines())
        .containsExactly(output.resolve("a.json").toString(), output.resolve("b.json").toString());
    JsonNode heard = new ObjectMapper().readTree(output.resolve("b.json").toFile());
    assertThat(heard.path("file").asText()).endsWith("b.wav");
    assertThat(LABELS).contains(heard.path("label").asText());

    CommandRun.done("classify", "--model", model, "--output", output.toString(), sounds());
    assertThat(output.resolve("a.txt")).content().contains("calm ").endsWith(" %\n");
  }

  @Test
  void silenceIsRefusedByName() throws IOException {
    Path silent = folder.resolve("silent.wav");
    SoundFile.write(silent, SoundFormat.WAVE, new short[16_000], 16_000);
    CommandRun run =
        CommandRun.of(
            "classify",
            "--model",
            model,
            silent.toString(),
            folder.resolve("sounds/a.wav").toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out().lines()).hasSize(1);
    assertThat(run.error()).contains("AUDIO_SILENT: " + silent + " is silence");
  }

  private static String sounds() {
    return folder.resolve("sounds").toString();
  }

  private static void noise(Path file) throws IOException {
    Random random = new Random(4);
    short[] samples = new short[16_000];
    for (int index = 0; index < samples.length; index++) {
      samples[index] = (short) (random.nextGaussian() * 3000);
    }
    SoundFile.write(file, SoundFormat.WAVE, samples, 16_000);
  }
}
