package org.wavetrain.training.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    TrainingData data = both.read(maker(0), 1000);

    assertThat(both.alphabet()).containsExactly("a", "b", "c", "d");
    assertThat(both.labels()).containsExactly("high", "low");
    assertThat(data.training()).hasSize(80);
    assertThat(data.validation()).hasSize(20);
    assertThat(data.heldOut()).isFalse();
  }

  @Test
  void anEvaluationLooksAtNoMoreThanTheLimit() throws Exception {
    InMemoryArtifact corpus = ToneCorpus.write(40, directory);

    TrainingData data = TrainingCorpus.open(List.of(corpus)).read(maker(0), 4);

    assertThat(data.validation()).hasSize(4);
  }

  @Test
  void aCorpusWithoutValidationHoldsSomeTrainingOut() throws Exception {
    InMemoryArtifact corpus = ToneCorpus.write(3, directory);

    TrainingData data = TrainingCorpus.open(List.of(corpus)).read(maker(0), 1000);

    assertThat(data.heldOut()).isTrue();
    assertThat(data.training()).extracting(Example::id).containsExactly("tones-1", "tones-2");
    assertThat(data.validation()).extracting(Example::id).containsExactly("tones-0");
  }

  @Test
  void aFewUnfitUtterancesAreSetAsideWithTheirReason() throws Exception {
    InMemoryArtifact corpus = ToneCorpus.write(40, directory);

    TrainingData data = TrainingCorpus.open(List.of(corpus)).read(maker(2), 1000);

    assertThat(data.setAside().summary()).isEqualTo("2 unsuitable");
    assertThat(data.training()).hasSize(38);
  }

  @Test
  void manyUnfitUtterancesFailTheStage() throws Exception {
    TrainingCorpus corpus = TrainingCorpus.open(List.of(ToneCorpus.write(40, directory)));

    assertThatThrownBy(() -> corpus.read(maker(3), 1000))
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

    assertThatThrownBy(() -> corpus.read(maker(0), 1000))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(TrainingError.TRAINING_CORPUS_EMPTY));
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
        int index = Integer.parseInt(utterance.id().substring("tones-".length()));
        return index < unfit ? "unsuitable" : "";
      }

      @Override
      public Example make(Utterance utterance, short[] samples) {
        return new Example(utterance.id(), samples, "", new int[0]);
      }
    };
  }
}
