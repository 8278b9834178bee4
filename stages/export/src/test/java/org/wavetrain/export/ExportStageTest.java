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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.audio.Pcm;
import org.wavetrain.corpus.CorpusWriter;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.Stage;
import org.wavetrain.testing.InMemoryArtifact;
import org.wavetrain.testing.InMemoryStageContext;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.WaveformBatch;
import org.wavetrain.wav2vec2.random.RandomStream;
import org.wavetrain.wav2vec2.random.StepRandom;

class ExportStageTest {
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
            "model.safetensors",
            "onnx/model.onnx",
            "parity.json",
            "preprocessor_config.json",
            "special_tokens_map.json",
            "tokenizer_config.json",
            "tokens.txt",
            "vocab.json");
    assertThat(run.output().text("tokens.txt")).isEqualTo("<blk> 0\n<unk> 1\n\u2581 2\na 3\nb 4\n");
    assertThat(run.output().text("config.json")).contains("\"Wav2Vec2ForCTC\"", "\"early_exits\"");
    assertThat(run.output().text("parity.json"))
        .contains("\"utterances\": 2", "\"tolerance\": 1.0E-4");
    assertThat(run.output().text("README.md"))
        .contains("| learning_rate | 0.001 |", "| test | 3 recordings", "Not evaluated.");
    assertThat(run.lastMetric("parity_transcriber_maximum_difference"))
        .isPositive()
        .isLessThanOrEqualTo(1e-4);
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
          .isEqualTo(SmallModels.VOCABULARY.decodeGreedy(logits, 0, frames));
    }
  }

  @Test
  void aClassifierIsExportedBesideTheTranscriber() throws Exception {
    artifact("classify", "classifier").putAll("", models.resolve("classifier"));
    artifact("evaluate", "evaluation")
        .put("metrics.json", "{\"wer\": 0.25, \"words\": 12}".getBytes(UTF_8));
    InMemoryStageContext run = run();
    assertThat(run.output().files().keySet())
        .contains("classifier/config.json", "classifier/onnx/model.onnx")
        .doesNotContain("classifier/vocab.json");
    assertThat(run.output().text("parity.json")).contains("\"classifier\"");
    assertThat(run.output().text("README.md")).contains("| wer | 0.2500 |", "| words | 12 |");
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

  private void assertRefused(ExportError code, String reason) {
    assertThatThrownBy(() -> run())
        .isInstanceOfSatisfying(
            UserFailure.class, failure -> assertThat(failure.code()).isEqualTo(code))
        .hasMessageContaining(reason);
  }

  private InMemoryStageContext run() throws IOException {
    InMemoryStageContext context =
        new InMemoryStageContext(
            stage.descriptor(),
            Map.of("parity_utterances", 2L),
            Files.createTempDirectory(directory, "work"));
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

  private InMemoryArtifact artifact(String stage, String port) {
    InMemoryArtifact artifact = new InMemoryArtifact(stage, "{\"learning_rate\":0.001}");
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
