package org.wavetrain.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.CanonicalJson;
import org.wavetrain.corpus.CorpusWriter;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.StageStopped;
import org.wavetrain.testing.InMemoryArtifact;
import org.wavetrain.testing.InMemoryStageContext;
import org.wavetrain.wav2vec2.configuration.ClassificationHead;
import org.wavetrain.wav2vec2.configuration.CtcHead;
import org.wavetrain.wav2vec2.configuration.EarlyExits;
import org.wavetrain.wav2vec2.configuration.LossReduction;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.FeatureExtractor;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.ClassificationNetwork;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.text.Vocabulary;

/** The whole stage, with networks that have learned nothing. */
class EvaluateStageTest {
  private static final int UTTERANCES = 6;
  private static final List<String> LABELS = List.of("calm", "loud");
  private static final Vocabulary VOCABULARY = Vocabulary.ofAlphabet(List.of("a", "b", " "));
  private static final Wav2Vec2Configuration CONFIGURATION =
      Wav2Vec2Configuration.nano()
          .withCtcHead(new CtcHead(VOCABULARY.size(), VOCABULARY.blank(), LossReduction.MEAN, true))
          .withEarlyExits(new EarlyExits(List.of(2, 4), true));

  @TempDir private Path folder;
  private InMemoryArtifact corpus;
  private InMemoryArtifact transcriber;
  private InMemoryArtifact classifier;

  @BeforeEach
  void makeInputs() throws IOException {
    corpus = corpus(Split.TEST, Split.VALIDATION, Split.TRAIN);
    transcriber = transcriber();
    classifier = classifier();
  }

  @Test
  void everySplitAndExitIsMeasured() throws Exception {
    InMemoryStageContext context = run("a", corpus, classifier);
    assertThat(context.metrics())
        .containsKeys(
            "wer", "cer", "wer_layer_02", "wer_layer_04", "validation_wer", "accuracy", "macro_f1");
    assertThat(context.metrics().get("utterances").get(0L)).isEqualTo(UTTERANCES);
    assertThat(context.metrics().get("shared_speakers").get(0L)).isZero();
    assertThat(context.output().files().keySet())
        .contains("transcriptions/test.2.txt", "transcriptions/validation.4.txt");
    assertThat(text(context, "utterances.jsonl").lines()).hasSize(2 * UTTERANCES);
  }

  @Test
  void theSameInputsGiveTheSameBytes() throws Exception {
    assertThat(run("a", corpus, classifier).output().files())
        .containsExactlyEntriesOf(run("b", corpus, classifier).output().files());
  }

  @Test
  void theBatchSizeDoesNotShowInTheResults() throws Exception {
    assertThat(run("a", corpus, classifier, 1).output().files())
        .containsExactlyEntriesOf(run("b", corpus, classifier, 5).output().files());
  }

  @Test
  void whatIsLoggedIsInTheFileOfMetrics() throws Exception {
    InMemoryStageContext context = run("a", corpus, classifier);
    Map<String, Double> logged = new TreeMap<>();
    context.metrics().keySet().forEach(name -> logged.put(name, context.lastMetric(name)));
    assertThat(text(context, "metrics.json")).isEqualTo(CanonicalJson.of(logged) + "\n");
  }

  @Test
  void withoutAClassifierThereIsNoConfusionMatrix() throws Exception {
    InMemoryStageContext context = run("a", corpus, null);
    assertThat(context.metrics()).containsKey("wer").doesNotContainKey("accuracy");
    assertThat(context.output().files()).doesNotContainKey("confusion.json");
  }

  @Test
  void aCorpusWithoutATestSplitIsRefused() throws Exception {
    InMemoryArtifact trainingOnly = corpus(Split.TRAIN);
    assertThatThrownBy(() -> run("a", trainingOnly, null))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(EvaluateError.EVALUATE_SPLIT_EMPTY));
  }

  @Test
  void aTestSplitWithoutLabelsIsNoTestOfAClassifier() throws Exception {
    InMemoryArtifact unlabelled = corpus(index -> Optional.empty(), Split.TEST, Split.TRAIN);
    assertRefused(unlabelled, classifier, EvaluateError.EVALUATE_SPLIT_EMPTY, "a label");
    assertThat(run("b", unlabelled, null).metrics()).containsKey("wer");
  }

  @Test
  void aLabelThatTheClassifierDoesNotKnowIsNamed() throws Exception {
    InMemoryArtifact sad = corpus(index -> Optional.of("sad"), Split.TEST, Split.TRAIN);
    assertRefused(
        sad, classifier, EvaluateError.EVALUATE_LABEL_UNKNOWN, "test-0 has the label sad");
  }

  @Test
  void aTranscriberIsNoClassifier() {
    assertRefused(corpus, transcriber, EvaluateError.EVALUATE_MODEL_UNSUITABLE, "no labels");
  }

  @Test
  void aTranscriberWithoutItsHeadIsRefused() throws Exception {
    transcriber =
        artifact(
            new ModelFolder(
                CONFIGURATION,
                Map.of(),
                FeatureExtractor.normalising(false),
                Optional.of(VOCABULARY)));
    assertRefused(corpus, null, EvaluateError.EVALUATE_MODEL_UNSUITABLE, "lm_head.weight");
  }

  @Test
  void theFilesTellWhatAnEarlierExitCostsAndSaves() throws Exception {
    InMemoryStageContext context =
        run("a", corpus, null, Map.of("exit_thresholds", List.of(0.0, 1.0)));
    // With the threshold 0 nobody leaves early, with 1 everybody leaves at once.
    assertThat(context.lastMetric("layers_entropy_0")).isEqualTo(4);
    assertThat(context.lastMetric("layers_entropy_1")).isEqualTo(2);
    assertThat(context.lastMetric("wer_entropy_0")).isEqualTo(context.lastMetric("wer"));
    assertThat(context.lastMetric("wer_entropy_1")).isEqualTo(context.lastMetric("wer_layer_02"));
    assertThat(context.lastMetric("compute_layer_04")).isEqualTo(1);
    assertThat(context.lastMetric("compute_entropy_1"))
        .isEqualTo(context.lastMetric("compute_layer_02"))
        .isBetween(0.1, 0.99);
    assertThat(text(context, "exit_thresholds.txt").lines())
        .hasSize(1 + 2 * 4)
        .contains("set\texit\twer\tcer\tmean_layers\tcompute")
        .anyMatch(line -> line.startsWith("test\tentropy-1\t"));
  }

  @Test
  void aModelIsLeftWhereTheParameterSays() throws Exception {
    InMemoryStageContext all = run("a", corpus, null);
    InMemoryStageContext early = run("b", corpus, null, Map.of("exit", Map.of("layer", 2L)));
    assertThat(early.lastMetric("wer")).isEqualTo(all.lastMetric("wer_layer_02"));
    assertThat(early.lastMetric("layers_layer_02")).isEqualTo(2);
    assertThat(early.metrics()).doesNotContainKey("wer_layer_04");
    assertThat(text(early, "transcriptions/test.2.txt"))
        .isEqualTo(text(all, "transcriptions/test.2.txt"));

    InMemoryStageContext unsure = run("c", corpus, null, Map.of("exit", Map.of("entropy", 0.0)));
    assertThat(text(unsure, "transcriptions/test.entropy-0.txt"))
        .isEqualTo(text(all, "transcriptions/test.4.txt"));
    assertThat(unsure.lastMetric("layers_entropy_0")).isEqualTo(4);
    assertThat(text(unsure, "utterances.jsonl")).contains("\"layer\":4");
  }

  @Test
  void anExitThatTheModelLacksIsRefused() {
    assertThatThrownBy(() -> run("a", corpus, null, Map.of("exit", Map.of("layer", 3L))))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(EvaluateError.EVALUATE_EXIT_UNKNOWN))
        .hasMessage("The model has no exit after layer 3, only after [2, 4].");
  }

  @Test
  void foldersDoAsWellAsArtifacts() throws Exception {
    Path corpusFolder = Files.createDirectory(folder.resolve("corpus"));
    corpus.download("", corpusFolder);
    Path modelFolder = Files.createDirectory(folder.resolve("model"));
    transcriber.download("", modelFolder);
    InMemoryStageContext context =
        context("a", 4).withSource("corpus", corpusFolder).withSource("transcriber", modelFolder);
    new EvaluateStage().run(context);
    assertThat(context.output().files())
        .containsExactlyEntriesOf(run("b", corpus, null).output().files());
  }

  @Test
  void withoutATestSplitAllIsEvaluatedIfThatIsAllowed() throws Exception {
    InMemoryArtifact trainingOnly = corpus(Split.TRAIN);
    InMemoryStageContext context = run("a", trainingOnly, null, Map.of("splits", "auto"));
    assertThat(context.lastMetric("utterances")).isEqualTo(UTTERANCES);
    assertThat(context.messages())
        .contains("6 utterances of all splits are transcribed, of 6 in the corpus.");
    assertThat(context.output().files()).containsKey("transcriptions/all.4.txt");
  }

  @Test
  void aRequestToStopIsHeard() throws Exception {
    InMemoryStageContext stopped =
        context("a", 4).withInput("corpus", corpus).withInput("transcriber", transcriber).stopped();
    assertThatThrownBy(() -> new EvaluateStage().run(stopped)).isInstanceOf(StageStopped.class);
    assertThat(stopped.output().files()).isEmpty();
  }

  @Test
  void aTestThatIsNotApartIsCalledFlattering() throws Exception {
    InMemoryArtifact sharing = corpus(Split.TEST, Split.TRAIN);
    InMemoryStageContext context = run("a", sharing, null);
    assertThat(context.messages())
        .anySatisfy(message -> assertThat(message).contains("0 speakers and 1 sentences"));
    assertThat(context.lastMetric("shared_sentences")).isEqualTo(1);
  }

  @Test
  void aClassifierIsNoTranscriber() {
    assertThatThrownBy(
            () ->
                new EvaluateStage()
                    .run(
                        context("a", 4)
                            .withInput("corpus", corpus)
                            .withInput("transcriber", classifier)))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure ->
                assertThat(failure.code()).isEqualTo(EvaluateError.EVALUATE_MODEL_UNSUITABLE));
  }

  private void assertRefused(
      InMemoryArtifact corpus, InMemoryArtifact classifier, EvaluateError code, String reason) {
    assertThatThrownBy(() -> run("refused", corpus, classifier))
        .isInstanceOfSatisfying(
            UserFailure.class, failure -> assertThat(failure.code()).isEqualTo(code))
        .hasMessageContaining(reason);
  }

  private InMemoryStageContext run(
      String name, InMemoryArtifact corpus, InMemoryArtifact classifier) throws Exception {
    return run(name, corpus, classifier, 4);
  }

  private InMemoryStageContext run(
      String name, InMemoryArtifact corpus, InMemoryArtifact classifier, long batchSize)
      throws Exception {
    return run(name, corpus, classifier, Map.of(EvaluateStage.BATCH_SIZE, batchSize));
  }

  private InMemoryStageContext run(
      String name, InMemoryArtifact corpus, InMemoryArtifact classifier, Map<String, ?> parameters)
      throws Exception {
    InMemoryStageContext context =
        context(name, parameters).withInput("corpus", corpus).withInput("transcriber", transcriber);
    if (classifier != null) {
      context.withInput("classifier", classifier);
    }
    new EvaluateStage().run(context);
    return context;
  }

  private InMemoryStageContext context(String name, long batchSize) throws IOException {
    return context(name, Map.of(EvaluateStage.BATCH_SIZE, batchSize));
  }

  private InMemoryStageContext context(String name, Map<String, ?> parameters) throws IOException {
    return new InMemoryStageContext(
        new EvaluateStage().descriptor(), parameters, Files.createDirectory(folder.resolve(name)));
  }

  private static String text(InMemoryStageContext context, String path) {
    return new String(context.output().files().get(path), UTF_8);
  }

  private InMemoryArtifact corpus(Split... splits) throws IOException {
    return corpus(index -> Optional.of(LABELS.get(index % 2)), splits);
  }

  private InMemoryArtifact corpus(IntFunction<Optional<String>> labels, Split... splits)
      throws IOException {
    InMemoryArtifact artifact = new InMemoryArtifact();
    Path shards = Files.createTempDirectory(folder, "shards");
    try (CorpusWriter writer = new CorpusWriter(artifact, shards)) {
      for (Split split : splits) {
        for (int index = 0; index < UTTERANCES; index++) {
          add(writer, split, index, labels.apply(index));
        }
      }
      writer.finish(Map.of());
    }
    return artifact;
  }

  private static void add(CorpusWriter writer, Split split, int index, Optional<String> label)
      throws IOException {
    Random random = new Random(100L * split.ordinal() + index);
    short[] samples = new short[4000 + 800 * index];
    for (int sample = 0; sample < samples.length; sample++) {
      samples[sample] = (short) (3000 * random.nextGaussian());
    }
    writer.add(
        new Utterance(
            split.label() + "-" + index,
            "noise",
            "speaker of " + split.label(),
            split,
            Optional.of("ab ba"),
            label,
            samples.length,
            Optional.empty()),
        samples);
  }

  private InMemoryArtifact transcriber() throws IOException {
    try (Kernels kernels = Kernels.fastest();
        CtcNetwork network =
            CtcNetwork.create(
                CONFIGURATION, CtcOptions.of(CONFIGURATION), NetworkOptions.frozenTrunk(kernels))) {
      network.initialise(1);
      return artifact(
          new ModelFolder(
              CONFIGURATION,
              network.tensors(),
              FeatureExtractor.normalising(false),
              Optional.of(VOCABULARY)));
    }
  }

  private InMemoryArtifact classifier() throws IOException {
    Wav2Vec2Configuration configuration =
        Wav2Vec2Configuration.nano()
            .withClassificationHead(new ClassificationHead(32, false, LABELS));
    try (Kernels kernels = Kernels.fastest();
        ClassificationNetwork network =
            ClassificationNetwork.create(
                configuration, LABELS.size(), NetworkOptions.frozenTrunk(kernels))) {
      network.initialise(1);
      return artifact(
          new ModelFolder(
              configuration,
              network.tensors(),
              FeatureExtractor.normalising(false),
              Optional.empty()));
    }
  }

  private InMemoryArtifact artifact(ModelFolder model) throws IOException {
    Path directory = Files.createTempDirectory(folder, "model");
    model.write(directory);
    InMemoryArtifact artifact = new InMemoryArtifact();
    artifact.putAll("", directory);
    return artifact;
  }
}
