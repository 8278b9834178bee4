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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.corpus.CorpusWriter;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.testing.InMemoryArtifact;
import org.wavetrain.testing.InMemoryStageContext;
import org.wavetrain.wav2vec2.configuration.ClassificationHead;
import org.wavetrain.wav2vec2.configuration.CtcHead;
import org.wavetrain.wav2vec2.configuration.EarlyExits;
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
  void aClassifierIsNoTranscriber() {
    assertThatThrownBy(
            () ->
                new EvaluateStage()
                    .run(
                        context("a")
                            .withInput("corpus", corpus)
                            .withInput("transcriber", classifier)))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure ->
                assertThat(failure.code()).isEqualTo(EvaluateError.EVALUATE_MODEL_UNSUITABLE));
  }

  private InMemoryStageContext run(
      String name, InMemoryArtifact corpus, InMemoryArtifact classifier) throws Exception {
    InMemoryStageContext context =
        context(name).withInput("corpus", corpus).withInput("transcriber", transcriber);
    if (classifier != null) {
      context.withInput("classifier", classifier);
    }
    new EvaluateStage().run(context);
    return context;
  }

  private InMemoryStageContext context(String name) throws IOException {
    return new InMemoryStageContext(
        new EvaluateStage().descriptor(),
        Map.of(EvaluateStage.BATCH_SIZE, 4L),
        Files.createDirectory(folder.resolve(name)));
  }

  private static String text(InMemoryStageContext context, String path) {
    return new String(context.output().files().get(path), UTF_8);
  }

  private InMemoryArtifact corpus(Split... splits) throws IOException {
    InMemoryArtifact artifact = new InMemoryArtifact();
    Path shards = Files.createTempDirectory(folder, "shards");
    try (CorpusWriter writer = new CorpusWriter(artifact, shards)) {
      for (Split split : splits) {
        for (int index = 0; index < UTTERANCES; index++) {
          add(writer, split, index);
        }
      }
      writer.finish(Map.of());
    }
    return artifact;
  }

  private static void add(CorpusWriter writer, Split split, int index) throws IOException {
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
            Optional.of(LABELS.get(index % 2)),
            samples.length,
            Optional.empty()),
        samples);
  }

  private InMemoryArtifact transcriber() throws IOException {
    Vocabulary vocabulary = Vocabulary.ofAlphabet(List.of("a", "b", " "));
    Wav2Vec2Configuration nano = Wav2Vec2Configuration.nano();
    Wav2Vec2Configuration configuration =
        nano.withCtcHead(
                new CtcHead(
                    vocabulary.size(),
                    vocabulary.blank(),
                    nano.ctcHead().reduction(),
                    nano.ctcHead().zeroInfinity()))
            .withEarlyExits(new EarlyExits(List.of(2, 4), true));
    try (Kernels kernels = Kernels.fastest();
        CtcNetwork network =
            CtcNetwork.create(
                configuration,
                CtcOptions.exits(List.of(2, 4), true),
                NetworkOptions.frozenTrunk(kernels))) {
      network.initialise(1);
      return artifact(
          new ModelFolder(
              configuration,
              network.tensors(),
              FeatureExtractor.normalising(false),
              Optional.of(vocabulary)));
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
