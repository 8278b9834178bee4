package org.wavetrain.training.setup;

import org.wavetrain.corpus.Utterance;
import org.wavetrain.training.batch.Example;

/** Turns utterances into what a network is trained on. */
public interface ExampleMaker {
  /** Whether the utterance is of a kind that this training is about; others are passed over. */
  boolean wants(Utterance utterance);

  /**
   * What makes the utterance unfit: a reason in lower_snake_case, empty when nothing does. Asked
   * before its samples are read.
   */
  String unfit(Utterance utterance);

  /** What is right for the utterance: {@link Example#reference}. */
  String reference(Utterance utterance);
}
