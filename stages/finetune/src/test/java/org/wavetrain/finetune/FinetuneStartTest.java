package org.wavetrain.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.ErrorCode;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.testing.InMemoryStageContext;
import org.wavetrain.training.fixture.TinyModel;
import org.wavetrain.training.fixture.ToneCorpus;
import org.wavetrain.training.loop.TrainingError;
import org.wavetrain.training.setup.StartModel;
import org.wavetrain.training.setup.TrainingStart;
import org.wavetrain.wav2vec2.ModelError;
import org.wavetrain.wav2vec2.configuration.Architecture;
import org.wavetrain.wav2vec2.configuration.CtcHead;
import org.wavetrain.wav2vec2.configuration.LossReduction;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.FeatureExtractor;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.SafeTensors;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.format.TensorNames;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.text.Vocabulary;

/** Training that starts from a model folder of the user's own. */
class FinetuneStartTest {
  /** Written by transformers, with a vocabulary in capital letters. */
  private static final Path PUBLISHED =
      Path.of("../wav2vec2/src/test/resources/reference-vectors/ctc-group/model");

  private static final FeatureExtractor UNNORMALISED = new FeatureExtractor(false, true, 16_000);

  @TempDir Path directory;

  private final FinetuneStage stage = new FinetuneStage();
  private final Map<String, Object> parameters = new TreeMap<>();

  FinetuneStartTest() {
    parameters.put("learning_rate", 0.0);
    parameters.put("steps", 1L);
    parameters.put("batch_size", 4L);
  }

  @Test
  void aFolderThatTransformersWroteIsWhatTrainingStartsFrom() throws Exception {
    InMemoryStageContext context = context(PUBLISHED);

    stage.run(context);

    Map<String, Tensor> before = ModelFolder.read(PUBLISHED).tensors();
    Map<String, Tensor> after = model(context).tensors();
    assertThat(before.keySet()).contains("wav2vec2.encoder.layers.1.final_layer_norm.bias");
    before.forEach(
        (name, tensor) -> {
          if (name.startsWith(TensorNames.TRUNK)) {
            assertThat(after.get(name)).as(name).isEqualTo(tensor);
          }
        });
    assertThat(model(context).vocabulary().orElseThrow().tokens())
        .containsExactly("<pad>", "<unk>", "|", "a", "b", "c", "d");
    assertThat(context.messages())
        .anyMatch(
            line ->
                line.contains("new are a, b, c, d. ")
                    && line.contains("set ingest.letter_case to upper"));
  }

  @Test
  void theFirstLayersOfALargerModelAreTaken() throws Exception {
    parameters.put("layers", 1L);
    Path start = start(Vocabulary.ofAlphabet(List.of("a", "b", "c", "d")));
    InMemoryStageContext context = context(start);

    stage.run(context);

    ModelFolder trained = model(context);
    assertThat(trained.configuration().contextNetwork().layers()).isOne();
    assertThat(trained.tensors().keySet()).noneMatch(name -> name.contains(".layers.1."));
    String kept = "wav2vec2.encoder.layers.0.attention.k_proj.weight";
    assertThat(trained.tensors().get(kept)).isEqualTo(ModelFolder.read(start).tensors().get(kept));
    assertThat(context.messages()).anyMatch(line -> line.contains("first layers of a model of 2"));
    assertThat(TrainingStart.read(context.output()))
        .isEqualTo(new TrainingStart.Source(StartModel.PORT));
  }

  @Test
  void rowsFollowTheirSymbolsToAVocabularyWithTheBlankLast() throws Exception {
    parameters.put("blank", "last");
    Path start = start(Vocabulary.ofAlphabet(List.of("b", "d", "x")));
    InMemoryStageContext context = context(start);

    stage.run(context);

    ModelFolder trained = model(context);
    assertThat(trained.vocabulary().orElseThrow().tokens())
        .containsExactly("|", "a", "b", "c", "d", "<pad>");
    assertThat(trained.configuration().ctcHead().blank()).isEqualTo(5);
    // Before: <pad> 0, <unk> 1, | 2, b 3, d 4, x 5.
    Tensor before = ModelFolder.read(start).tensors().get("lm_head.weight");
    Tensor after = trained.tensors().get("lm_head.weight");
    assertThat(row(after, 5)).isEqualTo(row(before, 0));
    assertThat(row(after, 0)).isEqualTo(row(before, 2));
    assertThat(row(after, 2)).isEqualTo(row(before, 3));
    assertThat(row(after, 4)).isEqualTo(row(before, 4));
    assertThat(context.tags())
        .containsEntry("wavetrain.start.symbols", "kept for 4 of 6: new are a, c");
  }

  @Test
  void aNewHeadKnowsNothing() throws Exception {
    parameters.put("new_head", true);
    Path start = start(Vocabulary.ofAlphabet(List.of("a", "b", "c", "d")));
    InMemoryStageContext context = context(start);

    stage.run(context);

    Tensor before = ModelFolder.read(start).tensors().get("lm_head.weight");
    assertThat(row(model(context).tensors().get("lm_head.weight"), 3)).isNotEqualTo(row(before, 3));
    assertThat(context.tags()).doesNotContainKey("wavetrain.start.symbols");
  }

  @Test
  void theVocabularyOfTheStartCanBeKept() throws Exception {
    parameters.put("vocabulary", "start");
    Vocabulary larger = Vocabulary.ofAlphabet(List.of("a", "b", "c", "d", "e", "f"));
    InMemoryStageContext context = context(start(larger));

    stage.run(context);

    assertThat(model(context).vocabulary().orElseThrow().tokens()).isEqualTo(larger.tokens());
  }

  @Test
  void textsInAnotherCaseThanAKeptVocabularyStopTheStage() throws Exception {
    parameters.put("vocabulary", "start");

    assertRefused(
        PUBLISHED, TrainingError.TRAINING_UTTERANCES_UNFIT, "20 characters_outside_vocabulary");
  }

  @Test
  void aVocabularyCannotBeKeptWhereThereIsNone() throws Exception {
    parameters.put("vocabulary", "start");
    Path start = start(Vocabulary.ofAlphabet(List.of("a")));
    Files.delete(start.resolve("vocab.json"));

    assertRefused(start, TrainingError.TRAINING_PARAMETERS_CONTRADICT, "vocabulary is start");
  }

  @Test
  void howInputIsNormalisedIsKeptWithTheModel() throws Exception {
    Path start = start(Vocabulary.ofAlphabet(List.of("a")));
    InMemoryStageContext context = context(start);

    stage.run(context);

    assertThat(model(context).featureExtractor()).isEqualTo(UNNORMALISED);
  }

  @Test
  void theRowOfTheSpaceIsKeptWhateverItIsCalled() throws Exception {
    Path start = start(Vocabulary.ofAlphabet(List.of("a", "b", "c", "d")));
    Files.writeString(
        start.resolve("vocab.json"),
        Files.readString(start.resolve("vocab.json")).replace("\"|\"", "\"_\""));
    Files.writeString(start.resolve("tokenizer_config.json"), "{\"word_delimiter_token\": \"_\"}");
    InMemoryStageContext context = context(start);

    stage.run(context);

    assertThat(row(model(context).tensors().get("lm_head.weight"), 2))
        .isEqualTo(row(ModelFolder.read(start).tensors().get("lm_head.weight"), 2));
  }

  @Test
  void aModelWithoutAMaskVectorGetsOne() throws Exception {
    Path start = start(Vocabulary.ofAlphabet(List.of("a")));
    Path file = start.resolve("model.safetensors");
    Map<String, Tensor> tensors = new TreeMap<>(SafeTensors.read(file));
    tensors.remove(TensorNames.MASK_VECTOR);
    SafeTensors.write(file, tensors);
    InMemoryStageContext context = context(start);

    stage.run(context);

    assertThat(model(context).tensors()).containsKey(TensorNames.MASK_VECTOR);
  }

  @Test
  void aVocabularyWithMoreTokensThanTheHeadHasRowsIsRefused() throws Exception {
    Path start = start(Vocabulary.ofAlphabet(List.of("a")));
    Files.writeString(
        start.resolve("vocab.json"), Vocabulary.ofAlphabet(List.of("a", "b")).toJson());

    assertRefused(start, ModelError.MODEL_VOCABULARY_INVALID, "5 tokens, but its head 4 rows");
  }

  @Test
  void aModelIsOnlyCutWhereTheParametersAskForIt() throws Exception {
    Path start = start(Vocabulary.ofAlphabet(List.of("a")));
    Path configuration = start.resolve("config.json");
    Files.writeString(
        configuration,
        Files.readString(configuration)
            .replace("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 1"));

    assertRefused(
        start, ModelError.MODEL_TENSORS_MISMATCHED, "16 tensors that its config.json does not");
  }

  @Test
  void pickledWeightsAreRefused() throws Exception {
    Path start = start(Vocabulary.ofAlphabet(List.of("a")));
    Files.move(start.resolve("model.safetensors"), start.resolve("pytorch_model.bin"));

    assertRefused(start, ModelError.MODEL_PICKLED, "pytorch_model.bin");
  }

  /** A transcriber of two layers as a user's folder. */
  private Path start(Vocabulary vocabulary) throws Exception {
    Wav2Vec2Configuration configuration =
        TinyModel.configuration()
            .withCtcHead(
                new CtcHead(vocabulary.size(), vocabulary.blank(), LossReduction.MEAN, true))
            .withArchitecture(Architecture.CTC);
    Path folder = directory.resolve("start");
    try (Kernels kernels = Kernels.fastest();
        CtcNetwork network =
            CtcNetwork.create(
                configuration,
                CtcOptions.lastLayer(configuration),
                NetworkOptions.trainable(kernels))) {
      network.initialise(5);
      new ModelFolder(configuration, network.tensors(), UNNORMALISED, Optional.of(vocabulary))
          .write(folder);
    }
    return folder;
  }

  private static float[] row(Tensor tensor, int row) {
    int width = (int) tensor.shape()[1];
    return Arrays.copyOfRange(tensor.toFloats(), row * width, (row + 1) * width);
  }

  private ModelFolder model(InMemoryStageContext context) throws Exception {
    Path model = directory.resolve("model-" + UUID.randomUUID());
    context.output().download("", model);
    return ModelFolder.read(model);
  }

  private void assertRefused(Path start, ErrorCode code, String words) throws Exception {
    InMemoryStageContext context = context(start);
    assertThatThrownBy(() -> stage.run(context))
        .isInstanceOfSatisfying(
            UserFailure.class, failure -> assertThat(failure.code()).isEqualTo(code))
        .hasMessageContaining(words);
  }

  private InMemoryStageContext context(Path start) throws Exception {
    return new InMemoryStageContext(stage.descriptor(), parameters, directory.resolve("work"))
        .withInput("corpus", ToneCorpus.write(20, directory.resolve("corpus")))
        .withSource("start", start);
  }
}
