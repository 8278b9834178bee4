package org.wavetrain.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.testing.SmallModels;
import org.wavetrain.wav2vec2.format.FeatureExtractor;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.ExitRule;
import org.wavetrain.wav2vec2.model.ExitRule.AtLayer;
import org.wavetrain.wav2vec2.model.ExitRule.BelowEntropy;
import org.wavetrain.wav2vec2.model.ExitScores;
import org.wavetrain.wav2vec2.model.WaveformBatch;
import org.wavetrain.wav2vec2.text.Vocabulary;

class OnnxTranscriberTest {
  private static final String WEIGHT = "wav2vec2.feature_projection.projection.weight";

  @TempDir private Path directory;
  private final ModelFolder model = SmallModels.transcriber();
  private Path folder;

  @BeforeEach
  void exportModel() throws IOException {
    folder = SmallExports.transcriber(model, directory.resolve("exported"));
  }

  @Test
  void anExportedTranscriberHearsWhatTheTrainedOneHears() throws Exception {
    float[] samples = Noise.waveform(7000, 5);
    try (OnnxTranscriber exported = OnnxTranscriber.open(folder);
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
    float[] samples = Noise.waveform(7000, 5);
    try (OnnxTranscriber exported = OnnxTranscriber.open(folder);
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
              failure -> assertThat(failure.code()).isEqualTo(RecognitionError.EXPORT_EXIT_UNKNOWN))
          .hasMessageContaining("after layer 7")
          .hasMessageContaining("[1, 2]");
    }
  }

  @Test
  void aLongRecordingIsNormalisedAsAWhole() throws Exception {
    Path unnormalised = SmallExports.transcriber(model, directory.resolve("unnormalised"));
    Files.writeString(
        unnormalised.resolve("preprocessor_config.json"),
        new FeatureExtractor(false, true, 16_000).toJson());
    float[] samples = Noise.waveform(40_000, 7);
    for (int index = 20_000; index < samples.length; index++) {
      samples[index] *= 0.01f;
    }
    Windows windows = new Windows(model.configuration().featureEncoder(), 50, 10);
    try (OnnxTranscriber exported = OnnxTranscriber.open(folder);
        OnnxTranscriber taking = OnnxTranscriber.open(unnormalised)) {
      float[] whole = WaveformBatch.of(List.of(samples), true).samples();
      assertThat(exported.scores(Recording.of(samples), windows).values())
          .containsExactly(
              taking.scores(Recording.of(whole), windows).values(), Offset.offset(1e-4f));
    }
  }

  @Test
  void aRecordingShorterThanAFrameIsRefused() throws Exception {
    try (OnnxTranscriber exported = OnnxTranscriber.open(folder)) {
      assertThatThrownBy(() -> exported.transcribe(new float[399]))
          .isInstanceOfSatisfying(
              UserFailure.class,
              failure -> assertThat(failure.code()).isEqualTo(RecognitionError.RECORDING_TOO_SHORT))
          .hasMessageContaining("399 samples");
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "an exported model with a weight that is NaN or infinite",
      outcome = "refused with EXPORT_SCORES_INVALID, not heard as silence")
  void aModelThatGivesNoNumbersIsRefused(float weight) throws Exception {
    Map<String, Tensor> tensors = new TreeMap<>(model.tensors());
    Tensor spoiled = tensors.get(WEIGHT);
    float[] weights = spoiled.toFloats().clone();
    weights[7] = weight;
    tensors.put(WEIGHT, Tensor.of(weights, spoiled.shape()));
    Path without =
        SmallExports.transcriber(
            new ModelFolder(
                model.configuration(), tensors, model.featureExtractor(), model.vocabulary()),
            directory.resolve("spoiled"));
    float[] samples = Noise.waveform(7000, 5);
    try (OnnxTranscriber exported = OnnxTranscriber.open(without);
        BatchTranscriber batch = BatchTranscriber.open(without, OptionalInt.empty())) {
      assertScoresInvalid(() -> exported.transcribe(samples));
      assertScoresInvalid(() -> exported.transcribe(samples, new AtLayer(1)));
      assertScoresInvalid(() -> batch.scores(List.of(samples), () -> {}));
    }
  }

  private static void assertScoresInvalid(ThrowingCallable use) {
    assertThatThrownBy(use)
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(RecognitionError.EXPORT_SCORES_INVALID))
        .hasMessageContaining("are no numbers");
  }

  @Test
  void aDamagedOnnxFileIsRefused() throws Exception {
    Files.writeString(folder.resolve(OnnxModel.FILE), "damaged");
    assertThatThrownBy(() -> OnnxTranscriber.open(folder))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(RecognitionError.EXPORT_MODEL_REFUSED))
        .hasMessageEndingWith("model.onnx (ORT_INVALID_PROTOBUF).");
    Files.delete(folder.resolve(OnnxModel.FILE));
    assertThatThrownBy(() -> OnnxTranscriber.open(folder))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure ->
                assertThat(failure.code()).isEqualTo(RecognitionError.EXPORT_FOLDER_INVALID));
  }

  @Test
  void aFolderForAnotherTaskIsRefused() throws Exception {
    assertInvalid(() -> OnnxClassifier.open(folder), "no id2label");
  }

  @Test
  void tokensThatTheHeadHasNoRowForAreNeverHeard() throws Exception {
    float[] samples = Noise.waveform(7000, 5);
    try (OnnxTranscriber exported = OnnxTranscriber.open(folder)) {
      String heard = exported.transcribe(samples);
      Vocabulary larger = Vocabulary.ofAlphabet(List.of("a", "b", " ", "z"));
      assertThat(larger.tokens())
          .startsWith(SmallModels.VOCABULARY.tokens().toArray(String[]::new));
      Files.writeString(folder.resolve("vocab.json"), larger.toJson());
      try (OnnxTranscriber other = OnnxTranscriber.open(folder)) {
        assertThat(other.transcribe(samples)).isEqualTo(heard);
        assertThat(other.transcribe(samples, new AtLayer(1)))
            .isEqualTo(exported.transcribe(samples, new AtLayer(1)));
      }
    }
  }

  private static void assertInvalid(ThrowingCallable opening, String reason) {
    assertThatThrownBy(opening)
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(RecognitionError.EXPORT_FOLDER_INVALID))
        .hasMessageContaining(reason);
  }
}
