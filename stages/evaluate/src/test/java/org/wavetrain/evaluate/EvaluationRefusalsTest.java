package org.wavetrain.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wavetrain.evaluate.SmallEvaluation.CONFIGURATION;
import static org.wavetrain.evaluate.SmallEvaluation.VOCABULARY;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.corpus.Split;
import org.wavetrain.failure.ErrorCode;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.testing.InMemoryArtifact;
import org.wavetrain.wav2vec2.ModelError;
import org.wavetrain.wav2vec2.configuration.CtcHead;
import org.wavetrain.wav2vec2.configuration.LossReduction;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.Tensor;

class EvaluationRefusalsTest {
  private static final String WEIGHT = "wav2vec2.feature_projection.projection.weight";

  @TempDir private Path folder;
  private SmallEvaluation evaluation;
  private InMemoryArtifact corpus;
  private InMemoryArtifact transcriber;
  private InMemoryArtifact classifier;

  @BeforeEach
  void makeInputs() throws IOException {
    evaluation = new SmallEvaluation(folder);
    corpus = evaluation.corpus(Split.TEST, Split.VALIDATION, Split.TRAIN);
    transcriber = evaluation.transcriber();
    classifier = evaluation.classifier();
  }

  @Test
  @Fault(area = FaultArea.NUMBERS, injected = "a corpus without a test split", outcome = "refused")
  void aCorpusWithoutATestSplitIsRefused() throws Exception {
    InMemoryArtifact trainingOnly = evaluation.corpus(Split.TRAIN);
    assertRefused(
        () -> evaluation.run(trainingOnly, transcriber, Map.of()),
        EvaluateError.EVALUATE_SPLIT_EMPTY,
        "No utterance of the test split has a text.");
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "a corpus without texts",
      outcome = "refused, which says so")
  void aCorpusWithoutTextsIsToldThatItHasNone() throws Exception {
    InMemoryArtifact untranscribed =
        evaluation.corpus(List.of(Utterances.felt("a", "ann", Split.TEST, "sad")));
    assertRefused(
        () -> evaluation.run(untranscribed, transcriber, Map.of()),
        EvaluateError.EVALUATE_SPLIT_EMPTY,
        "No utterance of the corpus has a text, of 1.");
  }

  @Test
  void aTestSplitWithoutLabelsIsNoTestOfAClassifier() throws Exception {
    InMemoryArtifact unlabelled =
        evaluation.corpus(index -> Optional.empty(), Split.TEST, Split.TRAIN);
    assertRefused(
        () -> evaluation.run(unlabelled, transcriber, classifier, Map.of()),
        EvaluateError.EVALUATE_SPLIT_EMPTY,
        "a label");
    assertThat(evaluation.run(unlabelled, transcriber, Map.of()).metrics()).containsKey("wer");
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "a class that the model does not know",
      outcome = "refused with its name")
  void aLabelThatTheClassifierDoesNotKnowIsNamed() throws Exception {
    InMemoryArtifact sad = evaluation.corpus(index -> Optional.of("sad"), Split.TEST, Split.TRAIN);
    assertRefused(
        () -> evaluation.run(sad, transcriber, classifier, Map.of()),
        EvaluateError.EVALUATE_LABEL_UNKNOWN,
        "test-0 has the label sad");
  }

  @Test
  void aTranscriberIsNoClassifier() {
    assertRefused(
        () -> evaluation.run(corpus, transcriber, transcriber, Map.of()),
        EvaluateError.EVALUATE_MODEL_UNSUITABLE,
        "no labels");
  }

  @Test
  void aClassifierIsNoTranscriber() {
    assertRefused(
        () -> evaluation.run(corpus, classifier, Map.of()),
        EvaluateError.EVALUATE_MODEL_UNSUITABLE,
        "no vocab.json");
  }

  @Test
  void aTranscriberWithoutItsHeadIsRefused() throws Exception {
    InMemoryArtifact headless = without("lm_head");
    assertRefused(
        () -> evaluation.run(corpus, headless, Map.of()),
        EvaluateError.EVALUATE_MODEL_UNSUITABLE,
        "lm_head.weight");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a model with fewer layers than its configuration says",
      outcome = "refused with the layers")
  void aModelWithFewerLayersThanItsConfigurationIsNamedSo() throws Exception {
    InMemoryArtifact shallow = without("wav2vec2.encoder.layers.3.");
    assertRefused(
        () -> evaluation.run(corpus, shallow, Map.of()),
        ModelError.MODEL_TENSORS_MISMATCHED,
        "lacks 16 of the tensors that its config.json asks for, for example"
            + " wav2vec2.encoder.layers.3.");
  }

  private InMemoryArtifact without(String prefix) throws Exception {
    return changed(tensors -> tensors.keySet().removeIf(name -> name.startsWith(prefix)));
  }

  private InMemoryArtifact changed(Consumer<Map<String, Tensor>> change) throws Exception {
    ModelFolder whole = SmallEvaluation.transcriber(CONFIGURATION, VOCABULARY);
    Map<String, Tensor> tensors = new TreeMap<>(whole.tensors());
    change.accept(tensors);
    return evaluation.artifact(
        new ModelFolder(
            whole.configuration(), tensors, whole.featureExtractor(), whole.vocabulary()));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "a model to evaluate with a weight that is NaN or infinite",
      outcome = "refused with EVALUATE_MODEL_UNSUITABLE, not heard as silence")
  void aModelThatGivesNoNumbersIsRefused(float weight) throws Exception {
    InMemoryArtifact spoiled =
        changed(tensors -> tensors.computeIfPresent(WEIGHT, (name, it) -> with(it, weight)));
    assertRefused(
        () -> evaluation.run(corpus, spoiled, Map.of()),
        EvaluateError.EVALUATE_MODEL_UNSUITABLE,
        "gives scores that are no numbers");
    assertRefused(
        () -> evaluation.run(corpus, spoiled, Map.of("exit", Map.of("layer", 2L))),
        EvaluateError.EVALUATE_MODEL_UNSUITABLE,
        "gives scores that are no numbers");
  }

  private static Tensor with(Tensor tensor, float weight) {
    float[] weights = tensor.toFloats().clone();
    weights[7] = weight;
    return Tensor.of(weights, tensor.shape());
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a model whose files contradict each other",
      outcome = "refused")
  void aModelWhoseFilesDoNotAgreeOnTheBlankIsRefused() throws Exception {
    InMemoryArtifact contradictory =
        evaluation.artifact(
            SmallEvaluation.transcriber(
                CONFIGURATION.withCtcHead(
                    new CtcHead(VOCABULARY.size(), 3, LossReduction.MEAN, true)),
                VOCABULARY));
    assertRefused(
        () -> evaluation.run(corpus, contradictory, Map.of()),
        ModelError.MODEL_VOCABULARY_INVALID,
        "pad_token_id in config.json is 3");
  }

  @Test
  void anExitThatTheModelLacksIsRefused() {
    assertRefused(
        () -> evaluation.run(corpus, transcriber, Map.of("exit", Map.of("layer", 3L))),
        EvaluateError.EVALUATE_EXIT_UNKNOWN,
        "The model has no exit after layer 3, only after [2, 4].");
  }

  private static void assertRefused(ThrowingCallable run, ErrorCode code, String reason) {
    assertThatThrownBy(run)
        .isInstanceOfSatisfying(
            UserFailure.class, failure -> assertThat(failure.code()).isEqualTo(code))
        .hasMessageContaining(reason);
  }
}
