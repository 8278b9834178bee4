package org.wavetrain.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wavetrain.evaluate.SmallEvaluation.CONFIGURATION;
import static org.wavetrain.evaluate.SmallEvaluation.UTTERANCES;
import static org.wavetrain.evaluate.SmallEvaluation.VOCABULARY;
import static org.wavetrain.evaluate.SmallEvaluation.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.artifacts.CanonicalJson;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.stage.StageStopped;
import org.wavetrain.testing.InMemoryArtifact;
import org.wavetrain.testing.InMemoryStageContext;
import org.wavetrain.wav2vec2.configuration.CtcHead;
import org.wavetrain.wav2vec2.configuration.LossReduction;

class EvaluateStageTest {
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
  void everySplitAndExitIsMeasured() throws Exception {
    InMemoryStageContext context = run(Map.of());
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
    assertThat(run(Map.of()).output().files())
        .containsExactlyEntriesOf(run(Map.of()).output().files());
  }

  @Test
  void theBatchSizeDoesNotShowInTheResults() throws Exception {
    assertThat(run(Map.of(EvaluateStage.BATCH_SIZE, 1L)).output().files())
        .containsExactlyEntriesOf(run(Map.of(EvaluateStage.BATCH_SIZE, 5L)).output().files());
  }

  @Test
  void whatIsLoggedIsInTheFileOfMetrics() throws Exception {
    InMemoryStageContext context = run(Map.of());
    Map<String, Double> logged = new TreeMap<>();
    context.metrics().keySet().forEach(name -> logged.put(name, context.lastMetric(name)));
    assertThat(text(context, "metrics.json")).isEqualTo(CanonicalJson.of(logged) + "\n");
  }

  @Test
  void figuresHaveNamesThatATrackingServerTakesWhateverTheCorpusTells() throws Exception {
    InMemoryArtifact free =
        evaluation.corpus(
            List.of(
                utterance("long", "weiblich (f)", 21 * Utterance.SAMPLE_RATE_HZ),
                utterance("short", "weiblich/f/", 4000)));
    InMemoryStageContext context = evaluation.run(free, transcriber, Map.of());
    assertThat(context.metrics())
        .containsKeys(
            "wer_duration_20s-up",
            "wer_duration_0-2s",
            "wer_sex_weiblich__f_",
            "wer_sex_weiblich_f_",
            "wer_set_session__1_");
    assertThat(context.output().files()).containsKey("transcriptions/session__1_.4.txt");
    assertThat(text(context, "slices.json"))
        .contains("\"value\":\"20s-up\"", "\"value\":\"weiblich (f)\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 9})
  void aHeadNeedNotHaveARowForEachToken(int rows) throws Exception {
    InMemoryArtifact other =
        evaluation.artifact(
            SmallEvaluation.transcriber(
                CONFIGURATION.withCtcHead(new CtcHead(rows, 0, LossReduction.MEAN, true)),
                VOCABULARY));
    InMemoryStageContext greedy = evaluation.run(corpus, other, Map.of());
    InMemoryStageContext beam = evaluation.run(corpus, other, Map.of("decoder", "beam"));
    assertThat(greedy.lastMetric("utterances")).isEqualTo(UTTERANCES);
    assertThat(beam.lastMetric("utterances")).isEqualTo(UTTERANCES);
  }

  @Test
  void withoutAClassifierThereIsNoConfusionMatrix() throws Exception {
    InMemoryStageContext context = evaluation.run(corpus, transcriber, Map.of());
    assertThat(context.metrics()).containsKey("wer").doesNotContainKey("accuracy");
    assertThat(context.output().files()).doesNotContainKey("confusion.json");
  }

  @Test
  void foldersDoAsWellAsArtifacts() throws Exception {
    Path corpusFolder = Files.createDirectory(folder.resolve("corpus"));
    corpus.download("", corpusFolder);
    Path modelFolder = Files.createDirectory(folder.resolve("model"));
    transcriber.download("", modelFolder);
    InMemoryStageContext context =
        evaluation
            .context(Map.of())
            .withSource("corpus", corpusFolder)
            .withSource("transcriber", modelFolder);
    new EvaluateStage().run(context);
    assertThat(context.output().files())
        .containsExactlyEntriesOf(evaluation.run(corpus, transcriber, Map.of()).output().files());
  }

  @Test
  void withoutATestSplitAllIsEvaluatedIfThatIsAllowed() throws Exception {
    InMemoryArtifact trainingOnly = evaluation.corpus(Split.TRAIN);
    InMemoryStageContext context =
        evaluation.run(trainingOnly, transcriber, Map.of("splits", "auto"));
    assertThat(context.lastMetric("utterances")).isEqualTo(UTTERANCES);
    assertThat(context.messages())
        .contains("6 utterances of all splits are transcribed, of 6 in the corpus.");
    assertThat(context.output().files()).containsKey("transcriptions/all.4.txt");
  }

  @Test
  void aRequestToStopIsHeard() throws Exception {
    InMemoryStageContext stopped =
        evaluation
            .context(Map.of())
            .withInput("corpus", corpus)
            .withInput("transcriber", transcriber)
            .stopped();
    assertThatThrownBy(() -> new EvaluateStage().run(stopped)).isInstanceOf(StageStopped.class);
    assertThat(stopped.output().files()).isEmpty();
  }

  @Test
  void aTestThatIsNotApartIsCalledFlattering() throws Exception {
    InMemoryArtifact sharing = evaluation.corpus(Split.TEST, Split.TRAIN);
    InMemoryStageContext context = evaluation.run(sharing, transcriber, Map.of());
    assertThat(context.messages())
        .anySatisfy(message -> assertThat(message).contains("0 speakers and 1 sentences"));
    assertThat(context.lastMetric("shared_sentences")).isEqualTo(1);
  }

  @Test
  void aModelFromElsewhereIsNotFlatteredByTheCorpussOwnTrainingSplit() throws Exception {
    Path modelFolder = Files.createDirectory(folder.resolve("model"));
    transcriber.download("", modelFolder);
    InMemoryStageContext context =
        evaluation
            .context(Map.of())
            .withInput("corpus", evaluation.corpus(Split.TEST, Split.TRAIN))
            .withSource("transcriber", modelFolder);
    new EvaluateStage().run(context);
    assertThat(context.messages()).noneMatch(message -> message.contains("flatter"));
    assertThat(context.lastMetric("shared_sentences")).isEqualTo(1);
  }

  private InMemoryStageContext run(Map<String, ?> parameters) throws Exception {
    return evaluation.run(corpus, transcriber, classifier, parameters);
  }

  private static Utterance utterance(String id, String sex, int samples) {
    return new Utterance(
        id,
        "noise",
        "ann",
        Split.TEST,
        Optional.of("ab ba"),
        Optional.of("ab ba"),
        Optional.empty(),
        Map.of("sex", sex, "subset", "session (1)"),
        samples,
        Optional.empty());
  }
}
