package org.wavetrain.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.audio.Pcm;
import org.wavetrain.corpus.CorpusWriter;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.failure.ErrorCode;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.Stage;
import org.wavetrain.testing.InMemoryArtifact;
import org.wavetrain.testing.InMemoryStageContext;
import org.wavetrain.wav2vec2.ModelError;
import org.wavetrain.wav2vec2.configuration.FeatureNormalisation;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.format.FeatureExtractor;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.SafeTensors;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.ExitRule;
import org.wavetrain.wav2vec2.model.ExitRule.AtLayer;
import org.wavetrain.wav2vec2.model.ExitRule.BelowEntropy;
import org.wavetrain.wav2vec2.model.ExitScores;
import org.wavetrain.wav2vec2.model.WaveformBatch;
import org.wavetrain.wav2vec2.random.RandomStream;
import org.wavetrain.wav2vec2.random.StepRandom;
import org.wavetrain.wav2vec2.text.Vocabulary;

class ExportStageTest {
  private static final String MASK_VECTOR = "wav2vec2.masked_spec_embed";

  @TempDir static Path models;
  @TempDir Path directory;
  private final ExportStage stage = new ExportStage();
  private final Map<String, InMemoryArtifact> inputs = new TreeMap<>();

  @BeforeAll
  static void trainModels() throws IOException {
    SmallModels.transcriber().write(models.resolve("transcriber"));
    SmallModels.classifier().write(models.resolve("classifier"));
  }

  @BeforeEach
  void makeInputs() throws IOException {
    InMemoryArtifact corpus = artifact("ingest", "corpus");
    try (CorpusWriter writer = new CorpusWriter(corpus, directory.resolve("shards"))) {
      writer.add(utterance("train-1", Split.TRAIN, 5000), noise(5000, 1));
      writer.add(utterance("test-1", Split.TEST, 8000), noise(8000, 2));
      writer.add(utterance("test-2", Split.TEST, 399), noise(399, 3));
      writer.add(utterance("test-3", Split.TEST, 6543), noise(6543, 4));
      writer.finish(Map.of());
    }
    InMemoryArtifact transcriber = artifact("finetune", "transcriber");
    transcriber.putAll("", models.resolve("transcriber"));
    transcriber.put("trainer/state.json", "{}".getBytes(UTF_8));
  }

  @Test
  void theStageIsFoundByItsKind() {
    assertThat(ServiceLoader.load(Stage.class).stream().map(stage -> stage.get().descriptor()))
        .anyMatch(descriptor -> descriptor.kind().equals("export"));
  }

  @Test
  void anExportIsAHuggingFaceFolderWithAnOnnxFile() throws Exception {
    InMemoryStageContext run = run();
    assertThat(run.output().files().keySet())
        .containsExactly(
            "README.md",
            "config.json",
            "early_exits.safetensors",
            "model.safetensors",
            "onnx/model.onnx",
            "onnx/model_quantized.onnx",
            "parity.json",
            "preprocessor_config.json",
            "quantization.json",
            "special_tokens_map.json",
            "tokenizer_config.json",
            "tokens.txt",
            "vocab.json");
    assertThat(run.output().text("tokens.txt")).isEqualTo("<blk> 0\n<unk> 1\n\u2581 2\na 3\nb 4\n");
    assertThat(run.output().text("config.json")).contains("\"Wav2Vec2ForCTC\"", "\"early_exits\"");
    assertThat(run.output().text("parity.json"))
        .contains("\"utterances\": 2", "\"tolerance\": 1.0E-4");
    assertThat(run.output().text("README.md"))
        .contains("| learning_rate | 0.001 |", "| test | 3 recordings", "Not evaluated.")
        .contains(
            "only the space and `a` `b`.",
            "at most 15.5 s.",
            "group norm sees padding",
            "`logits_1`",
            "weights of 7 bits",
            "On 2 recordings of the test split (4 words)",
            "from_omnilingual_asr_ctc")
        .doesNotContain("classifier/", "shares");
    assertThat(run.output().text("quantization.json"))
        .contains("\"utterances\": 2", "\"words\": 4", "\"difference_points\"");
    assertThat(run.lastMetric("parity_transcriber_maximum_difference"))
        .isPositive()
        .isLessThanOrEqualTo(1e-4);
  }

  @Test
  void eachExitMayHaveAFileOfItsOwn() throws Exception {
    InMemoryStageContext run = run(Map.of("parity_utterances", 2L, "exits", "separate"));
    assertThat(run.output().files().keySet())
        .contains("onnx/model_layer_1.onnx", "onnx/model_layer_1_quantized.onnx");
    assertThat(run.lastMetric("parity_transcriber_maximum_difference"))
        .isPositive()
        .isLessThanOrEqualTo(1e-4);
    assertThat(run.output().text("README.md"))
        .contains("`onnx/model_layer_1.onnx` end with the early exits");
    Path folder = folder(run);
    float[] samples = waveform(7000, 5);
    try (OnnxTranscriber whole = OnnxTranscriber.open(exported());
        OnnxTranscriber part = OnnxTranscriber.open(folder, "onnx/model_layer_1.onnx");
        OnnxTranscriber rounded =
            OnnxTranscriber.open(folder, "onnx/model_layer_1_quantized.onnx")) {
      assertThat(part.logits(samples, "logits")).isEqualTo(whole.logits(samples, "logits_1"));
      assertThat(rounded.logits(samples, "logits"))
          .hasSameSizeAs(part.logits(samples, "logits"))
          .isNotEqualTo(part.logits(samples, "logits"));
      try (OnnxTranscriber early = OnnxTranscriber.open(folder, new AtLayer(1));
          OnnxTranscriber late = OnnxTranscriber.open(folder, new BelowEntropy(1))) {
        assertThat(early.transcribe(samples, new AtLayer(1)))
            .isEqualTo(whole.transcribe(samples, new AtLayer(1)));
        assertThatThrownBy(() -> late.transcribe(samples, new BelowEntropy(1)))
            .isInstanceOfSatisfying(
                UserFailure.class,
                failure -> assertThat(failure.code()).isEqualTo(ExportError.EXPORT_EXIT_UNKNOWN))
            .hasMessageContaining("no scores after the layers [1]");
      }
    }
  }

  @Test
  void thereNeedBeNoIntegers() throws Exception {
    InMemoryStageContext run = run(Map.of("parity_utterances", 2L, "int8", "none"));
    assertThat(run.output().files().keySet())
        .doesNotContain("onnx/model_quantized.onnx", "quantization.json");
    assertThat(run.output().text("README.md")).doesNotContain("quantized");
  }

  @Test
  void headsOfEarlyExitsAreNotWhereTransformersWouldWarnOfThem() throws Exception {
    Path folder = exported();
    assertThat(SafeTensors.read(folder.resolve("model.safetensors")).keySet())
        .contains("lm_head.weight")
        .noneMatch(name -> name.startsWith("exit_heads"));
    assertThat(ModelFolder.read(folder).tensors().keySet())
        .contains("lm_head.weight", "exit_heads.1.weight", "exit_heads.1.bias");
  }

  /** Transformers has no place for one then, and would warn of it. */
  @Test
  void aMaskVectorOfAModelThatNeverMasksIsLeftOut() throws Exception {
    ModelFolder model = ModelFolder.read(models.resolve("transcriber"));
    SpecAugment masking = new SpecAugment(true, 0.1, 10, 0, 0, 10, 0);
    for (SpecAugment each : List.of(SpecAugment.NONE, masking)) {
      Path source =
          written(
              new ModelFolder(
                  model.configuration().withSpecAugment(each),
                  model.tensors(),
                  model.featureExtractor(),
                  model.vocabulary()));
      Path folder = Files.createTempDirectory(directory, "exported");
      new ModelExport(Exits.TOGETHER, Integers.NONE).write(source, folder);
      assertThat(SafeTensors.read(folder.resolve("model.safetensors")).containsKey(MASK_VECTOR))
          .isEqualTo(each.timeProbability() > 0);
    }
  }

  @Test
  void aModelFolderIsExportedWithoutAPipeline() throws Exception {
    ModelExport export = new ModelExport(Exits.TOGETHER, Integers.FULL);
    Path folder = directory.resolve("of/one");
    assertThat(export.write(models.resolve("transcriber"), folder)).isBetween(1e-9, 1e-4);
    assertThat(folder.resolve("onnx/model_quantized.onnx")).exists();
    assertThat(export.write(models.resolve("classifier"), directory.resolve("other")))
        .isBetween(1e-9, 1e-4);
    try (OnnxTranscriber exported = OnnxTranscriber.open(folder)) {
      assertThat(exported.logits(waveform(400, 8), "logits")).hasSize(5);
    }
  }

  @Test
  void anExportedTranscriberHearsWhatTheTrainedOneHears() throws Exception {
    float[] samples = waveform(7000, 5);
    ModelFolder model = ModelFolder.read(models.resolve("transcriber"));
    try (OnnxTranscriber exported = OnnxTranscriber.open(exported());
        Kernels kernels = Kernels.fastest();
        CtcNetwork trained = SmallModels.network(model.configuration(), kernels)) {
      trained.load(model.tensors());
      float[] logits = trained.logits(WaveformBatch.of(List.of(samples), true)).last();
      int frames = model.configuration().frames(samples.length);
      assertThat(exported.transcribe(samples))
          .isEqualTo(
              SmallModels.VOCABULARY.decodeGreedy(
                  logits, 0, frames, SmallModels.VOCABULARY.size()));
    }
  }

  @Test
  void anExportedTranscriberIsReadAtTheExitThatIsAskedFor() throws Exception {
    float[] samples = waveform(7000, 5);
    ModelFolder model = ModelFolder.read(models.resolve("transcriber"));
    try (OnnxTranscriber exported = OnnxTranscriber.open(exported());
        Kernels kernels = Kernels.fastest();
        CtcNetwork trained = SmallModels.network(model.configuration(), kernels)) {
      trained.load(model.tensors());
      WaveformBatch batch = WaveformBatch.of(List.of(samples), true);
      for (ExitRule rule : List.of(new AtLayer(1), new BelowEntropy(1), new BelowEntropy(0))) {
        ExitScores scores = trained.logits(batch, rule).get(0);
        assertThat(exported.transcribe(samples, rule))
            .as("%s", rule)
            .isEqualTo(
                SmallModels.VOCABULARY.decodeGreedy(
                    scores.logits(), 0, scores.frames(), SmallModels.VOCABULARY.size()));
      }
      assertThatThrownBy(() -> exported.transcribe(samples, new AtLayer(7)))
          .isInstanceOfSatisfying(
              UserFailure.class,
              failure -> assertThat(failure.code()).isEqualTo(ExportError.EXPORT_EXIT_UNKNOWN))
          .hasMessageContaining("[1, 2]");
    }
  }

  @Test
  void aLongRecordingIsNormalisedAsAWhole() throws Exception {
    Path folder = exported();
    Path unnormalised = exported();
    Files.writeString(
        unnormalised.resolve("preprocessor_config.json"),
        new FeatureExtractor(false, true, 16_000).toJson());
    float[] samples = waveform(40_000, 7);
    for (int index = 20_000; index < samples.length; index++) {
      samples[index] *= 0.01f;
    }
    Windows windows =
        new Windows(ModelFolder.read(folder).configuration().featureEncoder(), 50, 10);
    try (OnnxTranscriber exported = OnnxTranscriber.open(folder);
        OnnxTranscriber taking = OnnxTranscriber.open(unnormalised)) {
      float[] whole = WaveformBatch.of(List.of(samples), true).samples();
      assertThat(exported.scores(samples, windows)).isEqualTo(taking.scores(whole, windows));
    }
  }

  @Test
  void theVariantWithLayerNormIsExportedToo() throws Exception {
    InMemoryArtifact transcriber = artifact("finetune", "transcriber");
    transcriber.putAll("", written(SmallModels.transcriber(FeatureNormalisation.LAYER)));
    InMemoryArtifact classifier = artifact("classify", "classifier");
    classifier.putAll("", written(SmallModels.classifier(FeatureNormalisation.LAYER)));
    InMemoryStageContext run = run();
    assertThat(run.lastMetric("parity_transcriber_maximum_difference")).isLessThanOrEqualTo(1e-4);
    assertThat(run.lastMetric("parity_classifier_maximum_difference")).isLessThanOrEqualTo(1e-4);
    assertThat(run.output().text("README.md")).doesNotContain("group norm");
  }

  @Test
  void aClassifierIsExportedBesideTheTranscriber() throws Exception {
    artifact("classify", "classifier").putAll("", models.resolve("classifier"));
    artifact("evaluate", "evaluation")
        .put(
            "metrics.json",
            "{\"wer\": 0.25, \"words\": 12, \"shared_speakers\": 0, \"shared_sentences\": 3}"
                .getBytes(UTF_8));
    InMemoryStageContext run = run();
    assertThat(run.output().files().keySet())
        .contains(
            "classifier/config.json",
            "classifier/onnx/model.onnx",
            "classifier/onnx/model_quantized.onnx")
        .doesNotContain("classifier/vocab.json");
    assertThat(run.output().text("parity.json")).contains("\"classifier\"");
    assertThat(run.output().text("README.md"))
        .contains("| wer | 0.2500 |", "| words | 12 |")
        .contains("shares 0 speakers and 3 sentences", "one of angry, calm, sad.");
    try (OnnxClassifier exported = OnnxClassifier.open(folder(run).resolve("classifier"))) {
      assertThat(exported.labels()).isEqualTo(SmallModels.LABELS);
      assertThat(exported.classify(waveform(6000, 6))).isIn(SmallModels.LABELS);
    }
  }

  @Test
  void equalInputsGiveEqualBytes() throws Exception {
    Map<String, byte[]> once = run().output().files();
    Map<String, byte[]> again = run().output().files();
    assertThat(again.keySet()).isEqualTo(once.keySet());
    once.forEach((file, bytes) -> assertThat(again.get(file)).as(file).isEqualTo(bytes));
  }

  @Test
  void aCheckpointWithoutVocabularyIsNoTranscriber() throws Exception {
    inputs.get("transcriber").files().remove("vocab.json");
    assertRefused(ExportError.EXPORT_CHECKPOINT_UNSUITABLE, "no vocab.json");
  }

  @Test
  void aCheckpointThatLacksTensorsIsRefused() throws Exception {
    ModelFolder model = ModelFolder.read(models.resolve("transcriber"));
    Map<String, Tensor> tensors = new TreeMap<>(model.tensors());
    tensors.remove("lm_head.bias");
    Path folder =
        written(
            new ModelFolder(
                model.configuration(), tensors, model.featureExtractor(), model.vocabulary()));
    artifact("finetune", "transcriber").putAll("", folder);
    assertRefused(ModelError.MODEL_TENSORS_MISMATCHED, "lm_head.bias");
  }

  @Test
  void aCheckpointWithoutLabelsIsNoClassifier() throws Exception {
    artifact("classify", "classifier").putAll("", models.resolve("transcriber"));
    assertRefused(ExportError.EXPORT_CHECKPOINT_UNSUITABLE, "no id2label");
  }

  @Test
  void withoutATestSplitAnyRecordingIsACheck() throws Exception {
    InMemoryArtifact corpus = artifact("ingest", "corpus");
    try (CorpusWriter writer = new CorpusWriter(corpus, directory.resolve("shards"))) {
      writer.add(utterance("train-1", Split.TRAIN, 800), noise(800, 1));
      writer.finish(Map.of());
    }
    assertThat(run().output().text("parity.json")).contains("\"utterances\": 1");
  }

  @Test
  void aCorpusOfRecordingsThatAreTooShortIsNoCheck() throws Exception {
    InMemoryArtifact corpus = artifact("ingest", "corpus");
    try (CorpusWriter writer = new CorpusWriter(corpus, directory.resolve("shards"))) {
      writer.add(utterance("test-1", Split.TEST, 399), noise(399, 1));
      writer.finish(Map.of());
    }
    assertRefused(ExportError.EXPORT_NO_RECORDINGS, "400 samples");
  }

  @Test
  void aRecordingShorterThanAFrameIsRefused() throws Exception {
    try (OnnxTranscriber exported = OnnxTranscriber.open(exported())) {
      assertThatThrownBy(() -> exported.transcribe(new float[399]))
          .isInstanceOfSatisfying(
              UserFailure.class,
              failure -> assertThat(failure.code()).isEqualTo(ExportError.RECORDING_TOO_SHORT))
          .hasMessageContaining("399 samples");
    }
  }

  @Test
  void aDamagedOnnxFileIsRefused() throws Exception {
    Path folder = exported();
    Files.writeString(folder.resolve(OnnxModel.FILE), "damaged");
    assertThatThrownBy(() -> OnnxTranscriber.open(folder))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ExportError.EXPORT_MODEL_REFUSED));
    Files.delete(folder.resolve(OnnxModel.FILE));
    assertThatThrownBy(() -> OnnxTranscriber.open(folder))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ExportError.EXPORT_FOLDER_INVALID));
  }

  @Test
  void aFolderForAnotherTaskIsRefused() throws Exception {
    Path transcriber = exported();
    assertInvalid(() -> OnnxClassifier.open(transcriber), "no id2label");
    Files.writeString(
        transcriber.resolve("vocab.json"), Vocabulary.ofAlphabet(List.of("a", "b", "c")).toJson());
    assertInvalid(() -> OnnxTranscriber.open(transcriber), "has 6 tokens, but its model scores 5");
  }

  private static void assertInvalid(ThrowingCallable opening, String reason) {
    assertThatThrownBy(opening)
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ExportError.EXPORT_FOLDER_INVALID))
        .hasMessageContaining(reason);
  }

  private void assertRefused(ErrorCode code, String reason) {
    assertThatThrownBy(() -> run())
        .isInstanceOfSatisfying(
            UserFailure.class, failure -> assertThat(failure.code()).isEqualTo(code))
        .hasMessageContaining(reason);
  }

  private InMemoryStageContext run() throws IOException {
    return run(Map.of("parity_utterances", 2L));
  }

  private InMemoryStageContext run(Map<String, Object> parameters) throws IOException {
    InMemoryStageContext context =
        new InMemoryStageContext(
            stage.descriptor(), parameters, Files.createTempDirectory(directory, "work"));
    inputs.forEach(context::withInput);
    stage.run(context);
    return context;
  }

  private Path exported() throws IOException {
    return folder(run());
  }

  private Path folder(InMemoryStageContext run) throws IOException {
    Path folder = Files.createTempDirectory(directory, "exported");
    run.output().download("", folder);
    return folder;
  }

  private Path written(ModelFolder model) throws IOException {
    Path folder = Files.createTempDirectory(directory, "model");
    model.write(folder);
    return folder;
  }

  private InMemoryArtifact artifact(String stage, String port) {
    InMemoryArtifact artifact =
        new InMemoryArtifact(stage, "{\"learning_rate\":0.001,\"maximum_seconds\":15.5}");
    inputs.put(port, artifact);
    return artifact;
  }

  private static Utterance utterance(String id, Split split, int samples) {
    return new Utterance(
        id,
        "made",
        id.substring(0, 4),
        split,
        Optional.of("ab a"),
        Optional.empty(),
        samples,
        Optional.empty());
  }

  private static short[] noise(int samples, long seed) {
    RandomStream random = new StepRandom(seed, 0).stream("test", "noise");
    short[] noise = new short[samples];
    for (int index = 0; index < samples; index++) {
      noise[index] = (short) (random.nextInt(20_000) - 10_000);
    }
    return noise;
  }

  private static float[] waveform(int samples, long seed) {
    return Pcm.toFloat(noise(samples, seed));
  }
}
