package org.wavetrain.evaluation;

import java.util.List;
import java.util.Optional;

/** A figure that models can be compared by, utterance for utterance. */
public enum JudgedMetric {
  /** Word errors as a share of the words that were said. */
  WER(true) {
    @Override
    Optional<Score> of(EvaluatedUtterance utterance) {
      return utterance.isTranscribed()
          ? Optional.of(new Score(utterance.errors(), utterance.words()))
          : Optional.empty();
    }
  },
  /** Character errors as a share of the characters that were said. */
  CER(true) {
    @Override
    Optional<Score> of(EvaluatedUtterance utterance) {
      return utterance.isTranscribed()
          ? Optional.of(new Score(utterance.characterErrors(), utterance.characters()))
          : Optional.empty();
    }
  },
  /** The share of utterances that were classified rightly. */
  ACCURACY(false) {
    @Override
    Optional<Score> of(EvaluatedUtterance utterance) {
      return utterance.isClassified()
          ? Optional.of(new Score(utterance.label().equals(utterance.predicted()) ? 1 : 0, 1))
          : Optional.empty();
    }
  };

  private final boolean lowerIsBetter;

  JudgedMetric(boolean lowerIsBetter) {
    this.lowerIsBetter = lowerIsBetter;
  }

  /** Whether a model with less of it is the better one. */
  public boolean lowerIsBetter() {
    return lowerIsBetter;
  }

  /** Those of the utterances that have a part in the figure. */
  public List<EvaluatedUtterance> counted(List<EvaluatedUtterance> utterances) {
    return utterances.stream().filter(utterance -> of(utterance).isPresent()).toList();
  }

  /** Of how many utterances the figure is. */
  public int count(List<EvaluatedUtterance> utterances) {
    return counted(utterances).size();
  }

  /** What one utterance adds to the figure; empty if it has no part in it. */
  abstract Optional<Score> of(EvaluatedUtterance utterance);

  /**
   * What an utterance adds to a rate.
   *
   * @param counted to what is divided
   * @param outOf to what it is divided by
   */
  record Score(long counted, long outOf) {}
}
