package org.wavetrain.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.ErrorCode;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.Stage;
import org.wavetrain.testing.InMemoryArtifact;
import org.wavetrain.testing.InMemoryStageContext;
import org.wavetrain.training.fixture.Interruptions;
import org.wavetrain.training.fixture.TinyModel;
import org.wavetrain.training.fixture.ToneCorpus;
import org.wavetrain.training.loop.TrainingError;
import org.wavetrain.wav2vec2.configuration.Architecture;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.FeatureExtractor;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.kernels.KernelError;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.model.PretrainingNetwork;

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
    ModelFolder model = model(context);
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
  void anInterruptedRunEndsAsAnUnbrokenOneWhereTheTrunkRestsAtFirst() throws Exception {
    InMemoryArtifact corpus = ToneCorpus.write(20, folder("corpus"));
    parameters.put("head_only_steps", 5L);

    Interruptions.assertHarmless(stage, () -> context(parameters, corpus), 3, 5, 6);
  }

  @Test
  void aPrecisionThatCannotBeHadIsRefusedBeforeTheCorpusIsRead() {
    parameters.put("precision", "tf32");
    InMemoryStageContext withoutCorpus =
        new InMemoryStageContext(stage.descriptor(), parameters, folder("work"));

    assertRefused(withoutCorpus, KernelError.PRECISION_UNSUPPORTED, "tf32");
  }

  @Test
  void earlyExitsAreTrainedAndRecorded() throws Exception {
    parameters.put("exits", List.of(1L, 2L));
    parameters.put("shared_head", false);
    parameters.put("distillation", 0.7);
    InMemoryStageContext context = context(parameters, ToneCorpus.write(20, folder("corpus")));

    stage.run(context);

    assertThat(context.metrics())
        .containsKeys("loss_layer_1", "divergence_layer_1", "validation_wer_layer_2");
    assertThat(context.lastMetric("loss"))
        .isCloseTo(
            0.3 * (context.lastMetric("loss_layer_1") + context.lastMetric("loss_layer_2"))
                + 0.7 * context.lastMetric("divergence_layer_1"),
            within(1e-4));
    context.output().download("", directory.resolve("model"));
    assertThat(ModelFolder.read(directory.resolve("model")).configuration().earlyExits().layers())
        .containsExactly(1, 2);
  }

  @Test
  void distillationWithoutEarlyExitsIsRefused() throws Exception {
    parameters.put("distillation", 0.5);
    InMemoryStageContext context = context(parameters, ToneCorpus.write(4, folder("corpus")));

    assertRefused(context, TrainingError.TRAINING_PARAMETERS_CONTRADICT, "distillation 0.5");
  }

  @Test
  void exitsThatDoNotEndAtTheLastLayerAreRefused() throws Exception {
    parameters.put("exits", List.of(1L));
    InMemoryStageContext context = context(parameters, ToneCorpus.write(4, folder("corpus")));

    assertRefused(context, TrainingError.TRAINING_PARAMETERS_CONTRADICT, "[1]");
  }

  @Test
  void weightsOfExitsThatDoNotExistAreRefused() throws Exception {
    parameters.put("exit_weights", List.of(2.0));
    InMemoryStageContext context = context(parameters, ToneCorpus.write(4, folder("corpus")));

    assertRefused(context, TrainingError.TRAINING_PARAMETERS_CONTRADICT, "exit_weights [2.0]");
  }

  @Test
  void exitsThatAllWeighNothingAreRefused() throws Exception {
    parameters.put("exits", List.of(1L, 2L));
    parameters.put("exit_weights", List.of(0.0, 0.0));
    InMemoryStageContext context = context(parameters, ToneCorpus.write(4, folder("corpus")));

    assertRefused(context, TrainingError.TRAINING_PARAMETERS_CONTRADICT, "[0.0, 0.0]");
  }

  @Test
  void aScheduleIsNotGivenWhatItHasNoUseFor() {
    parameters.put("final_learning_rate", 1e-5);
    InMemoryStageContext withoutCorpus =
        new InMemoryStageContext(stage.descriptor(), parameters, folder("work"));

    assertRefused(withoutCorpus, TrainingError.TRAINING_PARAMETERS_CONTRADICT, "schedule linear");
  }

  @Test
  void tonesAreLearned() throws Exception {
    InMemoryStageContext context =
        context(TinyModel.learning(3e-3, 250), ToneCorpus.write(80, folder("corpus")));

    stage.run(context);

    assertThat(context.lastMetric("validation_cer")).isLessThan(0.5);
  }

  @Test
  void thePretrainedTrunkIsWhatTrainingStartsFrom() throws Exception {
    parameters.put("learning_rate", 0.0);
    parameters.put("warmup_steps", 0L);
    parameters.put("steps", 1L);

    assertThat(changedTensors(pretrained(name -> true))).isEmpty();
  }

  @Test
  void aHeadAloneIsTrainedAtFirst() throws Exception {
    restTrunk();

    assertThat(changedTensors(pretrained(name -> true))).isEmpty();
  }

  @Test
  void theTrunkLearnsFromTheFirstUpdateAfterThose() throws Exception {
    parameters.put("head_only_steps", 11L);
    parameters.put("keep", "last");

    assertThat(changedTensors(pretrained(name -> true)))
        .contains(
            "wav2vec2.feature_extractor.conv_layers.0.conv.weight",
            "wav2vec2.encoder.layers.0.attention.k_proj.weight");
  }

  @Test
  void aFrozenFeatureEncoderStaysAsItWas() throws Exception {
    parameters.put("freeze_feature_encoder", true);

    assertThat(changedTensors(pretrained(name -> true)))
        .isNotEmpty()
        .noneMatch(name -> name.startsWith("wav2vec2.feature_extractor."));
  }

  @Test
  void aStartThatLacksPartOfItsTrunkIsRefused() throws Exception {
    String lacking = "wav2vec2.encoder.layers.1.final_layer_norm.bias";
    InMemoryStageContext context =
        context(parameters, ToneCorpus.write(20, folder("corpus")))
            .withInput("start", pretrained(name -> !name.equals(lacking)));

    assertRefused(context, TrainingError.TRAINING_START_INCOMPLETE, lacking);
  }

  @Test
  void aShapeThatIsNotTheStartsIsRefused() throws Exception {
    parameters.put("intermediate_size", 48L);
    InMemoryStageContext context =
        context(parameters, ToneCorpus.write(20, folder("corpus")))
            .withInput("start", pretrained(name -> true));

    assertRefused(
        context, TrainingError.TRAINING_PARAMETERS_CONTRADICT, "intermediate_size 64, not 48");
  }

  @Test
  void aModelThatTranscribesKeepsItsHead() throws Exception {
    InMemoryArtifact corpus = ToneCorpus.write(20, folder("corpus"));
    InMemoryStageContext first = context(parameters, corpus);
    stage.run(first);
    parameters.put("learning_rate", 0.0);
    InMemoryStageContext second = context(parameters, corpus).withInput("start", first.output());

    stage.run(second);

    assertThat(model(second).tensors()).isEqualTo(model(first).tensors());
    assertThat(second.tags()).containsEntry("wavetrain.start.symbols", "kept for 7 of 7");
    assertThat(second.messages()).anyMatch(message -> message.contains("hidden_size 32, layers 2"));
  }

  /** A model as pretrain writes it, with the tensors of the wanted names. */
  private InMemoryArtifact pretrained(Predicate<String> wanted) throws Exception {
    Wav2Vec2Configuration configuration =
        TinyModel.configuration().withArchitecture(Architecture.PRETRAINING);
    try (Kernels kernels = Kernels.fastest();
        PretrainingNetwork network =
            PretrainingNetwork.create(configuration, NetworkOptions.trainable(kernels))) {
      network.initialise(5);
      Map<String, Tensor> tensors = new TreeMap<>(network.tensors());
      tensors.keySet().removeIf(wanted.negate());
      Path model = folder("start-" + UUID.randomUUID());
      new ModelFolder(configuration, tensors, FeatureExtractor.normalising(true), Optional.empty())
          .write(model);
      InMemoryArtifact artifact = new InMemoryArtifact("pretrain", "{}");
      artifact.putAll("", model);
      return artifact;
    }
  }

  /** In epochs, of which it is not known before how few updates they are. */
  private void restTrunk() {
    parameters.remove("steps");
    parameters.put("epochs", 3.0);
    parameters.put("head_only_steps", 1000L);
  }

  /** Trains from a model and tells which tensors of its trunk are not as they were. */
  private List<String> changedTensors(InMemoryArtifact start) throws Exception {
    InMemoryStageContext context =
        context(parameters, ToneCorpus.write(20, folder("corpus"))).withInput("start", start);

    stage.run(context);

    Path before = folder("before");
    start.download("", before);
    Map<String, Tensor> trained = model(context).tensors();
    return ModelFolder.read(before).tensors().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("wav2vec2."))
        .filter(entry -> !entry.getValue().equals(trained.get(entry.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  private ModelFolder model(InMemoryStageContext context) throws Exception {
    Path model = folder("model-" + UUID.randomUUID());
    context.output().download("", model);
    return ModelFolder.read(model);
  }

  private void assertRefused(InMemoryStageContext context, ErrorCode code, String words) {
    assertThatThrownBy(() -> stage.run(context))
        .isInstanceOfSatisfying(
            UserFailure.class, failure -> assertThat(failure.code()).isEqualTo(code))
        .hasMessageContaining(words);
  }

  private InMemoryStageContext context(Map<String, Object> given, InMemoryArtifact corpus) {
    return new InMemoryStageContext(stage.descriptor(), given, folder("work-" + UUID.randomUUID()))
        .withInput("corpus", corpus);
  }

  private Path folder(String name) {
    return directory.resolve(name);
  }
}
