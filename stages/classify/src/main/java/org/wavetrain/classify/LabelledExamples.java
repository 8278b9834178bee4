package org.wavetrain.classify;

import org.wavetrain.corpus.Utterance;
import org.wavetrain.training.setup.ExampleMaker;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

/**
 * Utterances with their class. Those without one are passed over, since a corpus may have texts
 * only.
 */
record LabelledExamples(Wav2Vec2Configuration configuration) implements ExampleMaker {
  @Override
  public boolean wants(Utterance utterance) {
    return utterance.label().isPresent();
  }

  @Override
  public String unfit(Utterance utterance) {
    return configuration.frames(utterance.samples()) == 0 ? "too_short" : "";
  }

  @Override
  public String reference(Utterance utterance) {
    return utterance.label().orElseThrow();
  }
}
