package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wavetrain.definition.Overrides;
import org.wavetrain.definition.PublishedResult;
import org.wavetrain.synthesis.StandInCorpora;
import org.wavetrain.wav2vec2.configuration.ContextNetwork;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

/** Runs the recipes on synthetic speech in the layouts of their corpora, with narrow models. */
class RecipesTest {
  @TempDir private static Path shared;
  @TempDir private Path home;

  @BeforeAll
  static void installFromTheCheckout() {
    CommandRun.installFromTheCheckout();
  }

  static List<String> names() throws Exception {
    CommandRun.installFromTheCheckout();
    return Recipes.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyRecipeIsSound(String recipe) {
    assertThat(new RecipeRuns(home).run("plan", recipe, "--format", "json").out())
        .contains("\"stages\"");
  }

  @Test
  void nobodyKnowsHowLongEpochsOfAnUnseenCorpusAre() {
    assertThat(new RecipeRuns(home).run("plan", "librispeech-early-exit").out())
        .contains("unknown", "not counting finetune");
  }

  @Test
  void theListNamesEachRecipeWithItsSources() throws Exception {
    assertThat(new RecipeRuns(home).run("recipes").out())
        .contains(names())
        .contains("torgo, wav2vec2-base");
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "torgo | torgo,wav2vec2-base | 4 | finetune.size=nano finetune.epochs=1"
            + " finetune.warmup_steps=0",
        "torgo-tuned | torgo,wav2vec2-base | 4 | finetune.size=nano finetune.epochs=1"
            + " finetune.warmup_steps=0",
        "timit | timit,wav2vec2-base | 4 |"
            + " finetune.size=nano finetune.epochs=1 finetune.batch_size=4 finetune.warmup_steps=0",
        "librispeech-early-exit | librispeech,wav2vec2-base-960h | 12 |"
            + " finetune.size=nano finetune.epochs=1 finetune.batch_size=4",
        "librispeech-single-exit | librispeech,wav2vec2-base-960h | 4 |"
            + " finetune.size=nano finetune.epochs=1 finetune.batch_size=4 finetune.layers=2",
        "ljspeech-export | ljspeech,wav2vec2-base-960h | 4 |"
            + " finetune.size=nano finetune.epochs=1",
        "from-scratch-heads-small | speech,timit,ravdess | 4 |"
            + " pretrain.size=nano pretrain.steps=3 pretrain.batch_size=4 pretrain.warmup_steps=1"
            + " finetune.epochs=1 finetune.warmup_steps=0 classify.epochs=1 classify.warmup_steps=0",
      })
  void aRecipeGoesThroughAndMeasuresWhatOthersPublished(
      String recipe, String sources, int layers, String settings) throws Exception {
    RecipeRuns runs = new RecipeRuns(home);
    JsonNode result = runs.finish(recipe, folders(sources, layers), List.of(settings.split(" ")));

    assertThat(result.get("wer").isNumber()).isTrue();
    assertThat(Path.of(result.get("export").asText(), "onnx", "model.onnx")).isRegularFile();
    assertThat(Files.readString(Path.of(result.get("report").asText())))
        .contains("The speech is synthetic");
    JsonNode metrics = runs.made("evaluate", "metrics.json");
    assertThat(published(recipe)).allMatch(metrics::has);
  }

  @Tag("slow")
  @Test
  void lettersThatOnlySomeTextsOfLjSpeechHaveAreNotLearned() throws Exception {
    Map<String, Path> folders = folders("wav2vec2-base-960h", 4);
    Path accents = home.resolve("accents");
    new StandInCorpora(2).ljSpeech(accents, 6, 4, 1, done -> {});
    Path metadata = accents.resolve("metadata.csv");
    List<String> texts = new ArrayList<>();
    for (String line : Files.readAllLines(metadata)) {
      String id = line.substring(0, line.indexOf('|'));
      char letter = (char) ('a' + texts.size());
      texts.add("%s|Sphinx's vow %s: judge my black quartz, for me.".formatted(id, letter));
    }
    texts.set(0, texts.get(0).replace("for me", "caf\u00e9"));
    Files.write(metadata, texts);
    folders.put("ljspeech", accents);
    RecipeRuns runs = new RecipeRuns(home);
    // The model to start from is small, whatever its recipe says.
    runs.finish("ljspeech-export", folders, List.of("finetune.size="), "--until", "ingest");

    JsonNode alphabet = runs.made("ingest", "corpus.json").get("alphabet");
    assertThat(alphabet).extracting(JsonNode::asText).contains("a", "z", "'", " ").hasSize(28);
  }

  private static Map<String, Path> folders(String sources, int layers) throws Exception {
    RecipeSources made = new RecipeSources(shared);
    Map<String, Path> folders = new TreeMap<>();
    for (String source : sources.split(",")) {
      folders.put(source, made.of(source, nano(layers)));
    }
    return folders;
  }

  private static Wav2Vec2Configuration nano(int layers) {
    Wav2Vec2Configuration nano = Wav2Vec2Configuration.nano();
    ContextNetwork network = nano.contextNetwork();
    return new Wav2Vec2Configuration(
        nano.featureEncoder(),
        new ContextNetwork(
            network.hiddenSize(),
            layers,
            network.attentionHeads(),
            network.intermediateSize(),
            network.positionalKernel(),
            network.positionalGroups(),
            network.preNorm(),
            network.layerNormEpsilon(),
            network.initialDeviation()),
        nano.dropouts(),
        nano.specAugment(),
        nano.quantizer(),
        nano.ctcHead(),
        nano.classificationHead(),
        nano.earlyExits(),
        nano.others());
  }

  private List<String> published(String recipe) throws Exception {
    return new Definitions(home, StageKinds.installed())
        .recipe(Recipes.find(recipe), Overrides.NONE).published().stream()
            .map(PublishedResult::metric)
            .toList();
  }
}
