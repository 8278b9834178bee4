package org.wavetrain.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.Stage;
import org.wavetrain.testing.InMemoryArtifact;
import org.wavetrain.testing.InMemoryStageContext;
import org.wavetrain.training.fixture.Interruptions;
import org.wavetrain.training.fixture.TinyModel;
import org.wavetrain.training.fixture.ToneCorpus;
import org.wavetrain.training.loop.TrainingError;
import org.wavetrain.wav2vec2.configuration.Architecture;
import org.wavetrain.wav2vec2.format.ModelFolder;

class FinetuneStageTest {
  @TempDir Path directory;

  private final FinetuneStage stage = new FinetuneStage();
  private final Map<String, Object> parameters = TinyModel.parameters();

  @BeforeEach
  void maskInTraining() {
    parameters.put("mask_time_probability", 0.2);
  }

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(Stage.class)).hasAtLeastOneElementOfType(FinetuneStage.class);
  }

  @Test
  void writesAModelFolderThatTranscribes() throws Exception {
    InMemoryStageContext context = context(parameters, ToneCorpus.write(20, folder("corpus")));

    stage.run(context);

    assertThat(context.output().files())
        .containsKeys("config.json", "model.safetensors", "vocab.json", "trainer/state.json");
    context.output().download("", directory.resolve("model"));
    ModelFolder model = ModelFolder.read(directory.resolve("model"));
    assertThat(model.configuration().architecture()).contains(Architecture.CTC);
    assertThat(model.vocabulary().orElseThrow().tokens())
        .containsExactly("<pad>", "<unk>", "|", "a", "b", "c", "d");
    assertThat(context.metrics())
        .containsKeys("loss", "learning_rate", "gradient_norm", "validation_wer", "validation_cer");
    assertThat(context.metrics().get("loss")).hasSize(12);
    assertThat(context.metrics().get("validation_wer")).containsOnlyKeys(5L, 10L, 12L);
  }

  @Test
  void anInterruptedRunEndsAsAnUnbrokenOneBitForBit() throws Exception {
    InMemoryArtifact corpus = ToneCorpus.write(20, folder("corpus"));

    Interruptions.assertHarmless(stage, () -> context(parameters, corpus), 1, 7, 10);
  }

  @Test
  void earlyExitsAreTrainedAndRecorded() throws Exception {
    parameters.put("exits", List.of(1L, 2L));
    parameters.put("shared_head", false);
    InMemoryStageContext context = context(parameters, ToneCorpus.write(20, folder("corpus")));

    stage.run(context);

    assertThat(context.metrics()).containsKeys("loss_layer_1", "validation_wer_layer_2");
    context.output().download("", directory.resolve("model"));
    assertThat(ModelFolder.read(directory.resolve("model")).configuration().earlyExits().layers())
        .containsExactly(1, 2);
  }

  @Test
  void exitsThatDoNotEndAtTheLastLayerAreRefused() throws Exception {
    parameters.put("exits", List.of(1L));
    InMemoryStageContext context = context(parameters, ToneCorpus.write(4, folder("corpus")));

    assertThatThrownBy(() -> stage.run(context))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure ->
                assertThat(failure.code()).isEqualTo(TrainingError.TRAINING_PARAMETERS_CONTRADICT))
        .hasMessageContaining("[1]");
  }

  private InMemoryStageContext context(Map<String, Object> given, InMemoryArtifact corpus) {
    return new InMemoryStageContext(stage.descriptor(), given, folder("work-" + UUID.randomUUID()))
        .withInput("corpus", corpus);
  }

  private Path folder(String name) {
    return directory.resolve(name);
  }
}
