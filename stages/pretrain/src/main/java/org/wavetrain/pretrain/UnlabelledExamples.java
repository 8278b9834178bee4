package org.wavetrain.pretrain;

import org.wavetrain.corpus.Utterance;
import org.wavetrain.training.batch.Example;
import org.wavetrain.training.setup.ExampleMaker;

/**
 * Recordings alone.
 *
 * @param minimumSamples the shortest that can be masked
 */
record UnlabelledExamples(int minimumSamples) implements ExampleMaker {
  private static final int[] NO_LABELS = {};

  @Override
  public boolean wants(Utterance utterance) {
    return true;
  }

  @Override
  public String unfit(Utterance utterance) {
    return utterance.samples() < minimumSamples ? "too_short" : "";
  }

  @Override
  public Example make(Utterance utterance, short[] samples) {
    return new Example(utterance.id(), samples, "", NO_LABELS);
  }
}
