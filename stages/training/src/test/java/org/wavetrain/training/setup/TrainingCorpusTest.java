package org.wavetrain.training.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.corpus.Augmentation;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.CorpusWriter;
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

    TrainingCorpus both = TrainingCorpus.open(List.of(corpus, corpus));
    TrainingData data = both.read(maker(0), 1000, 0.05);

    assertThat(both.alphabet()).containsExactly("a", "b", "c", "d");
    assertThat(data.training()).hasSize(80);
    assertThat(data.validation()).hasSize(20);
    assertThat(data.heldOut()).isFalse();
  }

  @Test
  void anEvaluationLooksAtNoMoreThanTheLimit() throws Exception {
    InMemoryArtifact corpus = ToneCorpus.write(40, directory);

    TrainingData data = TrainingCorpus.open(List.of(corpus)).read(maker(0), 4, 0.05);

    assertThat(data.validation()).hasSize(4);
  }

  @Test
  void aCorpusWithoutValidationHoldsSomeTrainingOut() throws Exception {
    InMemoryArtifact corpus = ToneCorpus.write(3, directory);

    TrainingData data = TrainingCorpus.open(List.of(corpus)).read(maker(0), 1000, 0.05);

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
      writer.finish(Map.of());
    }

    TrainingData data = TrainingCorpus.open(List.of(corpus)).read(maker(0), 1000, 0.05);

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
  void onlyWantedUtterancesHaveToFitIntoMemory() throws Exception {
    CorpusReader corpus = CorpusReader.open(ToneCorpus.write(40, directory));
    Intake few = new Intake(only("tones-7"), 100_000);
    Intake all = new Intake(maker(0), 100_000);

    assertThat(few.read(corpus, Split.TRAIN)).hasSize(1);
    all.read(corpus, Split.TRAIN);

    few.requireRoom();
    assertThatThrownBy(all::requireRoom)
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure ->
                assertThat(failure.code()).isEqualTo(TrainingError.TRAINING_CORPUS_TOO_LARGE));
  }

  @Test
  void theLimitOfUnfitUtterancesCanBeRaised() throws Exception {
    TrainingCorpus corpus = TrainingCorpus.open(List.of(ToneCorpus.write(40, directory)));

    assertThat(corpus.read(maker(3), 1000, 0.06).training()).hasSize(37);
  }

  @Test
  void aFewUnfitUtterancesAreSetAsideWithTheirReason() throws Exception {
    InMemoryArtifact corpus = ToneCorpus.write(40, directory);

    TrainingData data = TrainingCorpus.open(List.of(corpus)).read(maker(2), 1000, 0.05);

    assertThat(data.setAside().summary()).isEqualTo("2 unsuitable");
    assertThat(data.training()).hasSize(38);
  }

  @Test
  void manyUnfitUtterancesFailTheStage() throws Exception {
    TrainingCorpus corpus = TrainingCorpus.open(List.of(ToneCorpus.write(40, directory)));

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
    TrainingCorpus corpus = TrainingCorpus.open(List.of(ToneCorpus.write(0, directory)));

    assertThatThrownBy(() -> corpus.read(maker(0), 1000, 0.05))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(TrainingError.TRAINING_CORPUS_EMPTY));
  }

  /** Takes everything but the first {@code unfit} utterances. */
  private static ExampleMaker maker(int unfit) {
    return maker(unfit, id -> true);
  }

  private static ExampleMaker only(String id) {
    return maker(0, id::equals);
  }

  private static ExampleMaker maker(int unfit, Predicate<String> wanted) {
    return new ExampleMaker() {
      @Override
      public boolean wants(Utterance utterance) {
        return wanted.test(utterance.id());
      }

      @Override
      public String unfit(Utterance utterance) {
        int index = Integer.parseInt(utterance.id().replaceFirst(".*tones-", ""));
        return index < unfit ? "unsuitable" : "";
      }

      @Override
      public Example make(Utterance utterance, short[] samples) {
        return new Example(utterance.id(), samples, "", new int[0]);
      }
    };
  }
}
