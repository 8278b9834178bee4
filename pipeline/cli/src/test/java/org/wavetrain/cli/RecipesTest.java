package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wavetrain.cli.display.Terminal;
import org.wavetrain.stage.ExitCode;
import org.wavetrain.synthesis.StandInCorpora;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

/** Runs the recipes on synthetic speech in the layouts of their corpora. */
class RecipesTest {
  private static final long SEED = 1;
  private static final int FEW = 4;

  @TempDir private static Path shared;
  @TempDir private Path home;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream error = new ByteArrayOutputStream();

  @BeforeAll
  static void installFromTheCheckout() {
    System.setProperty("wavetrain.install", Path.of("../..").toAbsolutePath().toString());
  }

  static List<String> names() throws Exception {
    installFromTheCheckout();
    return Recipes.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyRecipeIsSound(String recipe) {
    assertThat(run("plan", recipe, "--format", "json", "--home", home.toString()))
        .as(error.toString(UTF_8))
        .isEqualTo(ExitCode.DONE.code());
  }

  @Test
  void nobodyKnowsHowLongEpochsOfAnUnseenCorpusAre() {
    assertThat(run("plan", "librispeech-early-exit", "--home", home.toString()))
        .as(error.toString(UTF_8))
        .isEqualTo(ExitCode.DONE.code());
    assertThat(out.toString(UTF_8)).contains("unknown", "not counting finetune");
  }

  @Test
  void theListNamesEachRecipeWithItsSources() throws Exception {
    assertThat(run("recipes", "--home", home.toString())).isEqualTo(ExitCode.DONE.code());
    assertThat(out.toString(UTF_8)).contains(names()).contains("torgo, wav2vec2-base");
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "torgo | torgo,wav2vec2-base | finetune.size=nano finetune.epochs=1"
            + " finetune.warmup_steps=0",
        "torgo-tuned | torgo,wav2vec2-base | finetune.size=nano finetune.epochs=1"
            + " finetune.warmup_steps=0",
        "timit | timit,wav2vec2-base |"
            + " finetune.size=nano finetune.epochs=1 finetune.batch_size=4 finetune.warmup_steps=0",
        "librispeech-early-exit | librispeech,wav2vec2-base-960h |"
            + " finetune.size=nano finetune.epochs=1 finetune.batch_size=4 finetune.exits=[2,4]",
        "librispeech-single-exit | librispeech,wav2vec2-base-960h |"
            + " finetune.size=nano finetune.epochs=1 finetune.batch_size=4 finetune.layers=2",
        "ljspeech-export | ljspeech,wav2vec2-base-960h | finetune.size=nano finetune.epochs=1",
        "from-scratch-heads-small | speech,timit,ravdess |"
            + " pretrain.size=nano pretrain.steps=3 pretrain.batch_size=4 pretrain.warmup_steps=1"
            + " finetune.epochs=1 finetune.warmup_steps=0 classify.epochs=1 classify.warmup_steps=0",
      })
  void aRecipeGoesThroughOnNanoModelsAndStandInsOfItsCorpora(
      String recipe, String sources, String settings) throws Exception {
    JsonNode result = finish(recipe, sources, settings, Wav2Vec2Configuration.nano());

    assertThat(result.get("wer").isNumber()).isTrue();
    assertThat(Path.of(result.get("export").asText(), "onnx", "model.onnx")).isRegularFile();
    assertThat(Files.readString(Path.of(result.get("report").asText())))
        .contains("The speech is synthetic");
  }

  @Tag("slow")
  @Test
  void aRecipeStartsFromAModelOfThePublishedSize() throws Exception {
    JsonNode result =
        finish(
            "torgo-tuned",
            "torgo,wav2vec2-base",
            "finetune.steps=2 finetune.epochs=0 finetune.warmup_steps=0",
            Wav2Vec2Configuration.base());

    assertThat(result.get("wer").isNumber()).isTrue();
  }

  private JsonNode finish(
      String recipe, String sources, String settings, Wav2Vec2Configuration size) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("run", recipe, "--json", "--home", home.toString()));
    for (String source : sources.split(",")) {
      arguments.addAll(List.of("--source", source + "=" + folder(source, size)));
    }
    for (String setting : settings.split(" ")) {
      arguments.addAll(List.of("--set", setting));
    }
    assertThat(run(arguments.toArray(String[]::new)))
        .as(() -> error.toString(UTF_8))
        .isEqualTo(ExitCode.DONE.code());
    String last = out.toString(UTF_8).lines().reduce((first, second) -> second).orElseThrow();
    return new ObjectMapper().readTree(last);
  }

  /** Made once for all recipes that have a source of that name. */
  private static Path folder(String source, Wav2Vec2Configuration size) throws Exception {
    Path folder = shared.resolve(source + "-" + size.contextNetwork().layers());
    if (Files.exists(folder)) {
      return folder;
    }
    StandInCorpora corpora = new StandInCorpora(Runtime.getRuntime().availableProcessors());
    switch (source) {
      case "torgo" -> corpora.torgo(folder, 6, FEW, SEED, done -> {});
      case "timit" -> corpora.timit(folder, 6, 2, FEW, SEED, done -> {});
      case "librispeech" -> corpora.libriSpeech(folder, 4, 1, FEW, SEED, done -> {});
      case "ljspeech" -> corpora.ljSpeech(folder, 6, FEW, SEED, done -> {});
      case "ravdess" -> corpora.emotions(folder, 6, 1, SEED, done -> {});
      case "speech" -> corpora.unlabelled(folder, 6, FEW, SEED, done -> {});
      case "wav2vec2-base" -> RandomModel.pretrained(size, folder);
      case "wav2vec2-base-960h" -> RandomModel.transcriber(size, folder);
      default -> throw new IllegalArgumentException(source);
    }
    return folder;
  }

  private int run(String... arguments) {
    Console console =
        new Console(
            new PrintStream(out, true, UTF_8),
            new PrintStream(error, true, UTF_8),
            Terminal.none(),
            new Interruption());
    return Main.run(console, arguments);
  }
}
