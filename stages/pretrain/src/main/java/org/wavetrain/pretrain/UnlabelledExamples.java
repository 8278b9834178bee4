package org.wavetrain.pretrain;

import org.wavetrain.corpus.Utterance;
import org.wavetrain.training.setup.ExampleMaker;

/**
 * Recordings alone.
 *
 * @param minimumSamples the shortest that can be masked
 */
record UnlabelledExamples(int minimumSamples) implements ExampleMaker {
  @Override
  public boolean wants(Utterance utterance) {
    return true;
  }

  @Override
  public String unfit(Utterance utterance) {
    return utterance.samples() < minimumSamples ? "too_short" : "";
  }

  @Override
  public String reference(Utterance utterance) {
    return "";
  }
}
