package org.wavetrain.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.corpus.CorpusWriter;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.testing.InMemoryArtifact;
import org.wavetrain.testing.InMemoryStageContext;
import org.wavetrain.training.fixture.TinyModel;
import org.wavetrain.training.fixture.ToneCorpus;
import org.wavetrain.training.loop.TrainingError;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.Tensor;

/** Trains, with the real engine, on numbers that are none and utterances that cannot be learned. */
@Tag("slow")
class OddNumbersTest {
  private static final String WEIGHT = "wav2vec2.feature_projection.projection.weight";

  @TempDir Path directory;
  private final FinetuneStage stage = new FinetuneStage();
  private final Map<String, Object> parameters = TinyModel.parameters();

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, 1e38f})
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "a model to start from with weights that are NaN, infinite or 1e38",
      outcome = "every update is skipped, and the stage fails with TRAINING_DIVERGED")
  void weightsThatMakeNoLossEndTheRun(float weight) throws Exception {
    InMemoryArtifact corpus = ToneCorpus.write(20, directory.resolve("corpus"));
    InMemoryStageContext first = context(corpus);
    stage.run(first);
    InMemoryStageContext second = context(corpus).withInput("start", spoiled(first, weight));

    assertThatThrownBy(() -> stage.run(second))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(TrainingError.TRAINING_DIVERGED))
        .hasMessageContaining("12 of 12 updates");
    assertThat(second.messages()).anyMatch(message -> message.contains("gradient_not_finite"));
    assertThat(second.output().files()).doesNotContainKey("model.safetensors");
  }

  /** What a stage made, with one weight that is another. */
  private InMemoryArtifact spoiled(InMemoryStageContext made, float weight) throws IOException {
    ModelFolder model = model(made);
    Map<String, Tensor> tensors = new LinkedHashMap<>(model.tensors());
    float[] weights = tensors.get(WEIGHT).toFloats().clone();
    weights[7] = weight;
    tensors.put(WEIGHT, Tensor.of(weights, tensors.get(WEIGHT).shape()));
    Path folder = Files.createDirectory(directory.resolve("spoiled"));
    new ModelFolder(model.configuration(), tensors, model.featureExtractor(), model.vocabulary())
        .write(folder);
    InMemoryArtifact artifact = new InMemoryArtifact();
    artifact.putAll("", folder);
    return artifact;
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "the highest learning rate, without warm-up and without clipping",
      outcome = "the stage fails with TRAINING_DIVERGED, or its model has finite weights alone")
  void anExplodingTrainingLeavesNoWeightsThatAreNone() throws Exception {
    parameters.put("learning_rate", 10.0);
    parameters.put("warmup_steps", 0L);
    parameters.put("clip_norm", 0.0);
    parameters.put("steps", 40L);
    InMemoryStageContext context = context(ToneCorpus.write(20, directory.resolve("corpus")));

    try {
      stage.run(context);
    } catch (UserFailure failure) {
      assertThat(failure.code()).isEqualTo(TrainingError.TRAINING_DIVERGED);
      return;
    }
    assertFinite(context);
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "masks over every frame and every channel of every utterance",
      outcome = "each loss is finite, and so is each weight")
  void rowsThatAreAllMaskedAreTrainedOn() throws Exception {
    parameters.put("mask_time_probability", 1.0);
    parameters.put("mask_time_length", 1L);
    parameters.put("mask_channel_probability", 1.0);
    parameters.put("mask_channel_length", 1L);
    InMemoryStageContext context = context(ToneCorpus.write(20, directory.resolve("corpus")));

    stage.run(context);

    assertThat(context.metrics().get("loss").values()).hasSize(12).allMatch(Double::isFinite);
    assertFinite(context);
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected =
          "a corpus with utterances of 0 and 399 samples, an empty text and a text longer than its"
              + " frames",
      outcome = "the stage fails with TRAINING_UTTERANCES_UNFIT and counts the reasons")
  void utterancesThatCannotBeLearnedAreCounted() throws Exception {
    assertThatThrownBy(() -> stage.run(context(withUnfit(16))))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure ->
                assertThat(failure.code()).isEqualTo(TrainingError.TRAINING_UTTERANCES_UNFIT))
        .hasMessageContaining("4 of 20 utterances")
        .hasMessageContaining("1 empty_text, 1 text_longer_than_audio, 2 too_short");
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "the same where so many may be unfit",
      outcome = "they are left out, the loss is finite")
  void utterancesThatCannotBeLearnedAreLeftOut() throws Exception {
    parameters.put("reject_limit", 0.5);
    InMemoryStageContext context = context(withUnfit(16));

    stage.run(context);

    assertThat(context.metrics().get("loss").values()).allMatch(Double::isFinite);
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "a corpus of which no utterance can be learned",
      outcome = "the stage fails with TRAINING_CORPUS_EMPTY")
  void aCorpusOfSuchUtterancesAloneIsRefused() throws Exception {
    parameters.put("reject_limit", 1.0);

    assertThatThrownBy(() -> stage.run(context(withUnfit(0))))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(TrainingError.TRAINING_CORPUS_EMPTY));
  }

  private InMemoryArtifact withUnfit(int fit) throws IOException {
    InMemoryArtifact artifact = new InMemoryArtifact();
    try (CorpusWriter writer = new CorpusWriter(artifact, directory.resolve("corpus"))) {
      for (int index = 0; index < fit; index++) {
        add(writer, "fit-" + index, "ab", 8000);
      }
      add(writer, "none", "a", 0);
      add(writer, "short", "a", 399);
      add(writer, "empty", " ", 8000);
      add(writer, "long", "abababab", 800);
      writer.finish(List.of(), Map.of());
    }
    return artifact;
  }

  private static void add(CorpusWriter writer, String id, String text, int samples)
      throws IOException {
    short[] sound = new short[samples];
    for (int index = 0; index < samples; index++) {
      sound[index] = (short) (index * 61 % 9000);
    }
    writer.add(
        new Utterance(
            id,
            "here",
            "ann",
            Split.TRAIN,
            Optional.of(text),
            Optional.empty(),
            samples,
            Optional.empty()),
        sound);
  }

  private void assertFinite(InMemoryStageContext context) throws IOException {
    for (Map.Entry<String, Tensor> tensor : new TreeMap<>(model(context).tensors()).entrySet()) {
      for (float weight : tensor.getValue().toFloats()) {
        assertThat(Float.isFinite(weight)).as(tensor.getKey()).isTrue();
      }
    }
  }

  private ModelFolder model(InMemoryStageContext context) throws IOException {
    Path folder = directory.resolve("model");
    context.output().download("", folder);
    return ModelFolder.read(folder);
  }

  private InMemoryStageContext context(InMemoryArtifact corpus) throws IOException {
    return new InMemoryStageContext(
            stage.descriptor(), parameters, Files.createTempDirectory(directory, "work"))
        .withInput("corpus", corpus);
  }
}
