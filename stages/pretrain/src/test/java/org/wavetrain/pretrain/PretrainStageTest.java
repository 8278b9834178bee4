package org.wavetrain.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.stage.Stage;
import org.wavetrain.stage.StageStopped;
import org.wavetrain.testing.InMemoryArtifact;
import org.wavetrain.testing.InMemoryCheckpoints;
import org.wavetrain.testing.InMemoryStageContext;
import org.wavetrain.training.fixture.Interruptions;
import org.wavetrain.training.fixture.TinyModel;
import org.wavetrain.training.fixture.ToneCorpus;
import org.wavetrain.training.loop.TrainingError;
import org.wavetrain.training.setup.StartModel;
import org.wavetrain.wav2vec2.configuration.Architecture;
import org.wavetrain.wav2vec2.configuration.EarlyExits;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.Tensor;

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

  @ParameterizedTest
  @ValueSource(strings = {"fairseq", "huggingface"})
  void codesOfTonesAreTold(String objective) throws Exception {
    Map<String, Object> longer = TinyModel.learning(2e-3, 150);
    longer.putAll(Map.of("mask_length", 5L, "negatives", 10L, "maximum_seconds", 0.7));
    longer.put("objective", objective);
    longer.put("feature_gradient_scale", 1.0);
    InMemoryStageContext context =
        context(longer, ToneCorpus.write(80, directory.resolve("corpus")));

    stage.run(context);

    assertThat(context.lastMetric("validation_accuracy"))
        .isGreaterThan(1.5 * context.lastMetric("validation_chance_accuracy"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fairseq", "huggingface"})
  void onlyFairseqsLossContainsThePenaltyOnFeatures(String objective) throws Exception {
    parameters.put("objective", objective);
    parameters.put("warmup_steps", 1L);
    parameters.put("steps", 2L);
    InMemoryStageContext context =
        context(parameters, ToneCorpus.write(20, directory.resolve("corpus")));

    stage.run(context);

    double penalty = objective.equals("fairseq") ? 10 * context.lastMetric("feature_penalty") : 0;
    assertThat(penalty).isGreaterThanOrEqualTo(0);
    assertThat(context.lastMetric("loss"))
        .isCloseTo(
            context.lastMetric("contrastive") + 0.1 * context.lastMetric("diversity") + penalty,
            within(1e-6));
  }

  /** As with fairseq's feature_grad_mult, which lies between the penalty and the encoder. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1})
  void withoutAGradientTheEncoderStaysAsItIsThoughWeightsDecay(double weightDecay)
      throws Exception {
    InMemoryArtifact corpus = ToneCorpus.write(20, directory.resolve("corpus"));
    parameters.put("objective", "fairseq");
    parameters.put("weight_decay", weightDecay);
    parameters.put("feature_gradient_scale", 0.0);
    parameters.put("warmup_steps", 0L);
    parameters.put("steps", 1L);
    InMemoryStageContext one = context(parameters, corpus);
    stage.run(one);
    parameters.put("steps", 4L);
    InMemoryStageContext four = context(parameters, corpus);
    stage.run(four);

    assertThat(encoder(four, "four")).isEqualTo(encoder(one, "one"));
  }

  private Map<String, Tensor> encoder(InMemoryStageContext context, String name) throws Exception {
    context.output().download("", directory.resolve(name));
    Map<String, Tensor> encoder =
        new TreeMap<>(ModelFolder.read(directory.resolve(name)).tensors());
    encoder.keySet().removeIf(tensor -> !tensor.startsWith("wav2vec2.feature_extractor."));
    return encoder;
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "recordings cut too short to be masked",
      outcome = "refused")
  void recordingsThatAreCutTooShortToBeMaskedAreRefused() {
    parameters.put("maximum_seconds", 0.2);

    assertRefused("With mask_length 5 a recording needs 3600 samples", "0.2 cuts it to 3200");
  }

  @Test
  void aWeightOfAPenaltyThatTheObjectiveLacksIsRefused() {
    parameters.put("feature_penalty_weight", 1.0);

    assertRefused("feature_penalty_weight 1.0 has no meaning with objective huggingface");
  }

  /** Before the corpus is looked at: there is none. */
  private void assertRefused(String... words) {
    InMemoryStageContext withoutCorpus =
        new InMemoryStageContext(stage.descriptor(), parameters, directory.resolve("work"));

    assertThatThrownBy(() -> stage.run(withoutCorpus))
        .isInstanceOf(UserFailure.class)
        .hasMessageContainingAll(words)
        .extracting(failure -> ((UserFailure) failure).code())
        .isEqualTo(TrainingError.TRAINING_PARAMETERS_CONTRADICT);
  }

  @Test
  void aPrecisionThatCannotBeHadIsRefusedBeforeTheCorpusIsRead() {
    parameters.put("precision", "tf32");
    Path work = directory.resolve("work");
    InMemoryStageContext withoutCorpus =
        new InMemoryStageContext(stage.descriptor(), parameters, work);

    assertThatThrownBy(() -> stage.run(withoutCorpus)).hasMessageContaining("tf32");
  }

  @Test
  void theEarlyExitsOfTheStartAreNotThoseOfWhatIsPretrained() throws Exception {
    InMemoryArtifact corpus = ToneCorpus.write(20, directory.resolve("corpus"));
    parameters.put("warmup_steps", 0L);
    parameters.put("steps", 1L);
    InMemoryStageContext first = context(parameters, corpus);
    stage.run(first);
    first.output().download("", directory.resolve("first"));
    ModelFolder plain = ModelFolder.read(directory.resolve("first"));
    Path start = directory.resolve("with-exits");
    new ModelFolder(
            plain.configuration().withEarlyExits(new EarlyExits(List.of(1, 2), true)),
            plain.tensors(),
            plain.featureExtractor(),
            plain.vocabulary())
        .write(start);
    InMemoryStageContext second = context(parameters, corpus).withSource(StartModel.PORT, start);

    stage.run(second);

    second.output().download("", directory.resolve("second"));
    assertThat(ModelFolder.read(directory.resolve("second")).configuration().earlyExits())
        .isEqualTo(EarlyExits.NONE);
  }

  @Test
  void aCollapsedCodebookStopsTheRunWhereverItIsInterrupted() throws Exception {
    InMemoryArtifact corpus = ToneCorpus.write(20, directory.resolve("corpus"));
    parameters.put("layers", 1L);
    InMemoryStageContext sound = context(parameters, corpus);
    stage.run(sound);
    Path model = directory.resolve("sound");
    sound.output().download("", model);
    InMemoryArtifact collapsed = new InMemoryArtifact("pretrain", "{}");
    Path folder = directory.resolve("collapsed");
    withASingleCode(ModelFolder.read(model)).write(folder);
    collapsed.putAll("", folder);

    parameters.keySet().removeAll(Set.of("layers", "hidden_size", "attention_heads"));
    parameters.keySet().removeAll(Set.of("intermediate_size", "channels"));
    parameters.putAll(Map.of("steps", 300L, "batch_size", 2L, "learning_rate", 1e-6));
    InMemoryCheckpoints checkpoints = new InMemoryCheckpoints();
    InMemoryStageContext interrupted =
        context(parameters, corpus)
            .withInput(StartModel.PORT, collapsed)
            .withCheckpoints(checkpoints)
            .stoppingAt(150);
    InMemoryStageContext context =
        context(parameters, corpus)
            .withInput(StartModel.PORT, collapsed)
            .withCheckpoints(checkpoints);

    assertThatThrownBy(() -> stage.run(interrupted)).isInstanceOf(StageStopped.class);
    assertThatThrownBy(() -> stage.run(context))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining("The code perplexity is 2.00 at step 200")
        .extracting(failure -> ((UserFailure) failure).code())
        .isEqualTo(PretrainError.CODEBOOK_COLLAPSED);
  }

  private static ModelFolder withASingleCode(ModelFolder model) {
    Map<String, Tensor> tensors = new LinkedHashMap<>(model.tensors());
    Tensor weight = tensors.get("quantizer.weight_proj.weight");
    float[] bias = new float[(int) weight.shape()[0]];
    bias[0] = 1000;
    bias[bias.length / 2] = 1000;
    tensors.put(
        "quantizer.weight_proj.weight",
        Tensor.of(new float[Math.toIntExact(weight.elements())], weight.shape()));
    tensors.put("quantizer.weight_proj.bias", Tensor.of(bias, bias.length));
    return new ModelFolder(
        model.configuration(), tensors, model.featureExtractor(), model.vocabulary());
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
