package org.wavetrain.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.stage.Stage;
import org.wavetrain.testing.InMemoryArtifact;
import org.wavetrain.testing.InMemoryStageContext;
import org.wavetrain.training.fixture.Interruptions;
import org.wavetrain.training.fixture.TinyModel;
import org.wavetrain.training.fixture.ToneCorpus;
import org.wavetrain.wav2vec2.configuration.Architecture;
import org.wavetrain.wav2vec2.format.ModelFolder;

class PretrainStageTest {
  @TempDir Path directory;

  private final PretrainStage stage = new PretrainStage();
  private final Map<String, Object> parameters = TinyModel.parameters();

  @BeforeEach
  void suitShortRecordings() {
    parameters.put("mask_length", 5L);
    parameters.put("negatives", 10L);
    parameters.put("maximum_seconds", 0.7);
  }

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(Stage.class)).hasAtLeastOneElementOfType(PretrainStage.class);
  }

  @Test
  void writesAModelFolderAndLogsItsLosses() throws Exception {
    InMemoryStageContext context =
        context(parameters, ToneCorpus.write(20, directory.resolve("corpus")));

    stage.run(context);

    context.output().download("", directory.resolve("model"));
    ModelFolder model = ModelFolder.read(directory.resolve("model"));
    assertThat(model.configuration().architecture()).contains(Architecture.PRETRAINING);
    assertThat(model.tensors()).containsKeys("quantizer.codevectors", "project_hid.weight");
    assertThat(context.metrics())
        .containsKeys(
            "loss",
            "contrastive",
            "diversity",
            "accuracy",
            "chance_accuracy",
            "information",
            "code_perplexity",
            "probability_perplexity",
            "temperature",
            "gradient_norm",
            "masked_fraction",
            "validation_accuracy",
            "validation_chance_accuracy",
            "validation_information");
    assertThat(context.metrics().get("loss")).hasSize(12);
  }

  @Test
  void anInterruptedRunEndsAsAnUnbrokenOneBitForBit() throws Exception {
    InMemoryArtifact corpus = ToneCorpus.write(20, directory.resolve("corpus"));

    Interruptions.assertHarmless(stage, () -> context(parameters, corpus), 3, 5);
  }

  @Test
  void codesOfTonesAreTold() throws Exception {
    Map<String, Object> longer = TinyModel.learning(2e-3, 150);
    longer.putAll(Map.of("mask_length", 5L, "negatives", 10L, "maximum_seconds", 0.7));
    longer.put("feature_gradient_scale", 1.0);
    InMemoryStageContext context =
        context(longer, ToneCorpus.write(80, directory.resolve("corpus")));

    stage.run(context);

    assertThat(context.lastMetric("validation_accuracy"))
        .isGreaterThan(1.5 * context.lastMetric("validation_chance_accuracy"));
  }

  @Test
  void theTemperatureFallsToItsFloor() {
    TemperatureSchedule published = new TemperatureSchedule(2, 0.999995, 0.5);

    assertThat(published.at(0)).isEqualTo(2);
    assertThat(published.at(277_000)).isCloseTo(0.5, within(0.001));
    assertThat(published.at(400_000)).isEqualTo(0.5);
  }

  private InMemoryStageContext context(Map<String, Object> given, InMemoryArtifact corpus) {
    Path work = directory.resolve("work-" + UUID.randomUUID());
    return new InMemoryStageContext(stage.descriptor(), given, work).withInput("corpus", corpus);
  }
}
