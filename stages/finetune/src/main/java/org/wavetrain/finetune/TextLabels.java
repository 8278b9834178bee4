package org.wavetrain.finetune;

import org.wavetrain.training.batch.ExampleBatch;
import org.wavetrain.wav2vec2.text.Vocabulary;

/** The labels that CTC is to find: the symbols of a batch's texts. */
final class TextLabels {
  private TextLabels() {}

  /** Vocabulary ids of each utterance, in order. */
  static int[][] of(ExampleBatch batch, Vocabulary vocabulary) {
    return batch.references().stream()
        .map(text -> vocabulary.encode(text.strip()).labels())
        .toArray(int[][]::new);
  }
}
