package org.wavetrain.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.corpus.SpeakerUnit;
import org.wavetrain.corpus.Split;
import org.wavetrain.failure.ErrorCode;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.recognition.OnnxClassifier;
import org.wavetrain.stage.Stage;
import org.wavetrain.testing.InMemoryStageContext;
import org.wavetrain.testing.SmallModels;
import org.wavetrain.wav2vec2.ModelError;
import org.wavetrain.wav2vec2.configuration.FeatureNormalisation;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.SafeTensors;
import org.wavetrain.wav2vec2.format.Tensor;

class ExportStageTest {
  @TempDir Path directory;
  private SmallExport export;

  @BeforeEach
  void makeInputs() throws IOException {
    export = new SmallExport(directory);
  }

  @Test
  void theStageIsFoundByItsKind() {
    assertThat(ServiceLoader.load(Stage.class).stream().map(stage -> stage.get().descriptor()))
        .anyMatch(descriptor -> descriptor.kind().equals("export"));
  }

  @Test
  void anExportIsAHuggingFaceFolderWithAnOnnxFile() throws Exception {
    InMemoryStageContext run = export.run();
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
    assertThat(run.output().text("quantization.json"))
        .contains("\"utterances\": 2", "\"words\": 4", "\"difference_points\"");
    assertThat(run.lastMetric("parity_transcriber_maximum_difference"))
        .isPositive()
        .isLessThanOrEqualTo(1e-4);
  }

  @Test
  void thereNeedBeNoIntegers() throws Exception {
    InMemoryStageContext run = export.run(Map.of("parity_utterances", 2L, "int8", "none"));
    assertThat(run.output().files().keySet())
        .doesNotContain("onnx/model_quantized.onnx", "quantization.json");
    assertThat(run.output().text("README.md")).doesNotContain("quantized");
  }

  @Test
  void headsOfEarlyExitsAreNotWhereTransformersWouldWarnOfThem() throws Exception {
    Path folder = export.exported();
    assertThat(SafeTensors.read(folder.resolve("model.safetensors")).keySet())
        .contains("lm_head.weight")
        .noneMatch(name -> name.startsWith("exit_heads"));
    assertThat(ModelFolder.read(folder).tensors().keySet())
        .contains("lm_head.weight", "exit_heads.1.weight", "exit_heads.1.bias");
  }

  @Test
  void aClassifierIsExportedBesideTheTranscriber() throws Exception {
    export.artifact("classify", "classifier").putAll("", export.classifier());
    InMemoryStageContext run = export.run();
    assertThat(run.output().files().keySet())
        .contains(
            "classifier/config.json",
            "classifier/onnx/model.onnx",
            "classifier/onnx/model_quantized.onnx")
        .doesNotContain("classifier/vocab.json");
    assertThat(run.output().text("parity.json")).contains("\"classifier\"");
    assertThat(run.output().text("README.md")).contains("one of angry, calm, sad.");
    try (OnnxClassifier exported = OnnxClassifier.open(export.folder(run).resolve("classifier"))) {
      assertThat(exported.labels()).isEqualTo(SmallModels.LABELS);
      assertThat(exported.logits(Noise.waveform(6000, 6))).hasSize(SmallModels.LABELS.size());
    }
  }

  @Test
  void theVariantWithLayerNormIsExportedToo() throws Exception {
    export.transcriber(SmallModels.transcriber(FeatureNormalisation.LAYER));
    export
        .artifact("classify", "classifier")
        .putAll("", export.written(SmallModels.classifier(FeatureNormalisation.LAYER)));
    InMemoryStageContext run = export.run();
    assertThat(run.lastMetric("parity_transcriber_maximum_difference")).isLessThanOrEqualTo(1e-4);
    assertThat(run.lastMetric("parity_classifier_maximum_difference")).isLessThanOrEqualTo(1e-4);
    assertThat(run.output().text("README.md")).doesNotContain("group norm");
  }

  @Test
  void equalInputsGiveEqualBytes() throws Exception {
    Map<String, byte[]> once = export.run().output().files();
    Map<String, byte[]> again = export.run().output().files();
    assertThat(again.keySet()).isEqualTo(once.keySet());
    once.forEach((file, bytes) -> assertThat(again.get(file)).as(file).isEqualTo(bytes));
  }

  @Test
  void aCheckpointWithoutVocabularyIsNoTranscriber() throws Exception {
    export.input("transcriber").files().remove("vocab.json");
    assertRefused(ExportError.EXPORT_CHECKPOINT_UNSUITABLE, "no vocab.json");
  }

  @Test
  void aCheckpointThatLacksTensorsIsRefused() throws Exception {
    ModelFolder model = ModelFolder.read(export.transcriber());
    Map<String, Tensor> tensors = new TreeMap<>(model.tensors());
    tensors.remove("lm_head.bias");
    export.transcriber(
        new ModelFolder(
            model.configuration(), tensors, model.featureExtractor(), model.vocabulary()));
    assertRefused(ModelError.MODEL_TENSORS_MISMATCHED, "lm_head.bias");
  }

  @Test
  void aCheckpointWithoutLabelsIsNoClassifier() throws Exception {
    export.artifact("classify", "classifier").putAll("", export.transcriber());
    assertRefused(ExportError.EXPORT_CHECKPOINT_UNSUITABLE, "no id2label");
  }

  @Test
  void withoutATestSplitAnyRecordingIsACheck() throws Exception {
    export.corpus(SpeakerUnit.PERSON, SmallExport.utterance("train-1", Split.TRAIN, 800));
    assertThat(export.run().output().text("parity.json")).contains("\"utterances\": 1");
  }

  @Test
  void withoutATestSplitNoWordErrorRateIsGiven() throws Exception {
    export.corpus(SpeakerUnit.PERSON, SmallExport.utterance("train-1", Split.TRAIN, 800));
    InMemoryStageContext run = export.run();
    assertThat(run.output().files().keySet())
        .contains("onnx/model_quantized.onnx")
        .doesNotContain("quantization.json");
    assertThat(run.output().text("README.md"))
        .contains("It was not tested: no recording of the test split has a text.");
  }

  @Test
  void aCorpusOfRecordingsThatAreTooShortIsNoCheck() throws Exception {
    export.corpus(SpeakerUnit.PERSON, SmallExport.utterance("test-1", Split.TEST, 399));
    assertRefused(ExportError.EXPORT_NO_RECORDINGS, "400 samples");
  }

  private void assertRefused(ErrorCode code, String reason) {
    assertThatThrownBy(() -> export.run())
        .isInstanceOfSatisfying(
            UserFailure.class, failure -> assertThat(failure.code()).isEqualTo(code))
        .hasMessageContaining(reason);
  }
}
