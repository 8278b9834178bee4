package org.wavetrain.training.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.corpus.Augmentation;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.CorpusWriter;
import org.wavetrain.corpus.SampleSource;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.testing.InMemoryArtifact;
import org.wavetrain.training.batch.Example;
import org.wavetrain.training.fixture.ToneCorpus;
import org.wavetrain.training.loop.TrainingError;

class TrainingCorpusTest {
  @TempDir Path directory;

  @Test
  void severalCorporaAreOne() throws Exception {
    InMemoryArtifact corpus = ToneCorpus.write(40, directory);

    TrainingCorpus both = TrainingCorpus.open(List.of(corpus, corpus), folder());
    TrainingData data = both.read(maker(0), 1000, 0.05);

    assertThat(both.alphabet()).containsExactly("a", "b", "c", "d");
    assertThat(data.training()).hasSize(80);
    assertThat(data.validation()).hasSize(20);
    assertThat(data.heldOut()).isFalse();
  }

  @Test
  void anEvaluationLooksAtNoMoreThanTheLimit() throws Exception {
    InMemoryArtifact corpus = ToneCorpus.write(40, directory);

    TrainingData data = TrainingCorpus.open(List.of(corpus), folder()).read(maker(0), 4, 0.05);

    assertThat(data.validation()).hasSize(4);
  }

  @Test
  void aCorpusWithoutValidationHoldsSomeTrainingOut() throws Exception {
    InMemoryArtifact corpus = ToneCorpus.write(3, directory);

    TrainingData data = TrainingCorpus.open(List.of(corpus), folder()).read(maker(0), 1000, 0.05);

    assertThat(data.heldOut()).isTrue();
    assertThat(data.training()).hasSize(2);
    assertThat(data.validation()).hasSize(1);
  }

  @Test
  void anOriginalIsHeldOutWithAllItsCopies() throws Exception {
    InMemoryArtifact corpus = new InMemoryArtifact();
    try (CorpusWriter writer = new CorpusWriter(corpus, directory)) {
      for (int index = 0; index < 60; index++) {
        writer.add(utterance("tones-" + index, Optional.empty()), new short[400]);
        for (int copy = 0; copy < 2; copy++) {
          Augmentation augmentation = new Augmentation("tones-" + index, List.of("noise"));
          writer.add(
              utterance("copy" + copy + "-tones-" + index, Optional.of(augmentation)),
              new short[400]);
        }
      }
      writer.finish(List.of(), Map.of());
    }

    TrainingData data = TrainingCorpus.open(List.of(corpus), folder()).read(maker(0), 1000, 0.05);

    assertThat(data.validation()).hasSize(9);
    assertThat(data.training()).hasSize(171);
    Set<String> validated =
        data.validation().stream().map(TrainingCorpusTest::original).collect(Collectors.toSet());
    assertThat(validated).hasSize(3);
    assertThat(data.training())
        .extracting(TrainingCorpusTest::original)
        .doesNotContainAnyElementsOf(validated);
  }

  private static String original(Example example) {
    return example.id().replaceFirst("^copy.-", "");
  }

  private static Utterance utterance(String id, Optional<Augmentation> augmentation) {
    return new Utterance(
        id, "tones", "one", Split.TRAIN, Optional.empty(), Optional.empty(), 400, augmentation);
  }

  @Test
  void samplesAreThoseOfTheCorpusReadFromDisk() throws Exception {
    InMemoryArtifact corpus = ToneCorpus.write(40, directory);
    Map<String, short[]> expected = new HashMap<>();
    CorpusReader.open(corpus)
        .forEach(any -> true, (utterance, samples) -> expected.put(utterance.id(), samples));

    TrainingData data = TrainingCorpus.open(List.of(corpus), folder()).read(maker(0), 1000, 0.05);

    assertThat(data.training()).hasSize(40);
    for (Example example : data.training()) {
      SampleSource samples = example.samples();
      short[] all = expected.get(example.id());
      assertThat(samples.length()).isEqualTo(all.length);
      assertThat(samples.read(0, all.length)).isEqualTo(all);
      assertThat(samples.read(100, 7)).isEqualTo(Arrays.copyOfRange(all, 100, 107));
    }
  }

  @Test
  void aCorpusThatDoesNotFitOnTheDiskIsRefusedBeforeItIsCopied() throws Exception {
    CorpusReader corpus = CorpusReader.open(ToneCorpus.write(40, directory));
    DiskSpace little = new DiskSpace(directory, corpus.bytes() - 1);

    new DiskSpace(directory, corpus.bytes()).require(List.of(corpus));
    assertThatThrownBy(() -> little.require(List.of(corpus)))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure ->
                assertThat(failure.code()).isEqualTo(TrainingError.TRAINING_CORPUS_TOO_LARGE));
  }

  @Test
  void theLimitOfUnfitUtterancesCanBeRaised() throws Exception {
    TrainingCorpus corpus = TrainingCorpus.open(List.of(ToneCorpus.write(40, directory)), folder());

    assertThat(corpus.read(maker(3), 1000, 0.06).training()).hasSize(37);
  }

  @Test
  void aFewUnfitUtterancesAreSetAsideWithTheirReason() throws Exception {
    InMemoryArtifact corpus = ToneCorpus.write(40, directory);

    TrainingData data = TrainingCorpus.open(List.of(corpus), folder()).read(maker(2), 1000, 0.05);

    assertThat(data.setAside().summary()).isEqualTo("2 unsuitable");
    assertThat(data.training()).hasSize(38);
  }

  @Test
  void manyUnfitUtterancesFailTheStage() throws Exception {
    TrainingCorpus corpus = TrainingCorpus.open(List.of(ToneCorpus.write(40, directory)), folder());

    assertThatThrownBy(() -> corpus.read(maker(3), 1000, 0.05))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure ->
                assertThat(failure.code()).isEqualTo(TrainingError.TRAINING_UTTERANCES_UNFIT))
        .hasMessageContaining("3 of 50")
        .hasMessageContaining("3 unsuitable");
  }

  @Test
  void aCorpusWithNothingToTrainOnFailsTheStage() throws Exception {
    TrainingCorpus corpus = TrainingCorpus.open(List.of(ToneCorpus.write(0, directory)), folder());

    assertThatThrownBy(() -> corpus.read(maker(0), 1000, 0.05))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(TrainingError.TRAINING_CORPUS_EMPTY));
  }

  /** For the copies. */
  private Path folder() {
    return directory.resolve("copies");
  }

  /** Takes everything but the first {@code unfit} utterances. */
  private static ExampleMaker maker(int unfit) {
    return new ExampleMaker() {
      @Override
      public boolean wants(Utterance utterance) {
        return true;
      }

      @Override
      public String unfit(Utterance utterance) {
        int index = Integer.parseInt(utterance.id().replaceFirst(".*tones-", ""));
        return index < unfit ? "unsuitable" : "";
      }

      @Override
      public String reference(Utterance utterance) {
        return "";
      }
    };
  }
}
