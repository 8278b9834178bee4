package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

/**
 * Recipes with models of the sizes that they are written for: each kind of start makes one update,
 * and one recipe goes through.
 */
@Tag("slow")
class RecipesAtFullSizeTest {
  @TempDir private static Path shared;
  @TempDir private Path home;

  @BeforeAll
  static void installFromTheCheckout() {
    CommandRun.installFromTheCheckout();
  }

  @Test
  void aRecipeGoesThrough() throws Exception {
    JsonNode result =
        new RecipeRuns(home)
            .finish(
                "torgo-tuned",
                folders("torgo,wav2vec2-base"),
                List.of("finetune.steps=2", "finetune.epochs=0", "finetune.warmup_steps=0"));

    assertThat(result.get("wer").isNumber()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "librispeech-early-exit | librispeech,wav2vec2-base-960h | finetune | 12 |"
            + " finetune.steps=1 finetune.epochs=0 finetune.batch_size=2"
            + " finetune.evaluation_utterances=2",
        "ljspeech-export | ljspeech,wav2vec2-base-960h | finetune | 12 |"
            + " finetune.steps=1 finetune.epochs=0 finetune.batch_size=2"
            + " finetune.evaluation_utterances=2",
        "from-scratch-heads-base | speech,timit,ravdess | pretrain | 12 |"
            + " pretrain.steps=1 pretrain.warmup_steps=0 pretrain.batch_size=2"
            + " pretrain.accumulation=1",
        "from-scratch-heads-medium | speech,timit,ravdess | pretrain | 8 |"
            + " pretrain.steps=1 pretrain.warmup_steps=0 pretrain.batch_size=2"
            + " pretrain.accumulation=1",
      })
  void aRecipeStarts(String recipe, String sources, String stage, int layers, String settings)
      throws Exception {
    RecipeRuns runs = new RecipeRuns(home);
    runs.finish(recipe, folders(sources), List.of(settings.split(" ")), "--until", stage);

    assertThat(runs.made(stage, "state.json").get("step").asLong()).isEqualTo(1);
    JsonNode configuration = runs.made(stage, "config.json");
    assertThat(configuration.get("num_hidden_layers").asInt()).isEqualTo(layers);
    assertThat(configuration.get("hidden_size").asInt()).isEqualTo(768);
  }

  private static Map<String, Path> folders(String sources) throws Exception {
    RecipeSources made = new RecipeSources(shared);
    Map<String, Path> folders = new TreeMap<>();
    for (String source : sources.split(",")) {
      folders.put(source, made.of(source, Wav2Vec2Configuration.base()));
    }
    return folders;
  }
}
