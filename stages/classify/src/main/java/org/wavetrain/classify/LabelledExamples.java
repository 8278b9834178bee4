package org.wavetrain.classify;

import java.util.List;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.training.batch.Example;
import org.wavetrain.training.setup.ExampleMaker;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

/**
 * Utterances with their class. Those without one are passed over, since a corpus may have texts
 * only.
 *
 * @param classes in order of identifier
 */
record LabelledExamples(Wav2Vec2Configuration configuration, List<String> classes)
    implements ExampleMaker {
  @Override
  public boolean wants(Utterance utterance) {
    return utterance.label().isPresent();
  }

  @Override
  public String unfit(Utterance utterance) {
    return configuration.frames(utterance.samples()) == 0 ? "too_short" : "";
  }

  @Override
  public Example make(Utterance utterance, short[] samples) {
    String label = utterance.label().orElseThrow();
    return new Example(utterance.id(), samples, label, new int[] {classes.indexOf(label)});
  }
}
