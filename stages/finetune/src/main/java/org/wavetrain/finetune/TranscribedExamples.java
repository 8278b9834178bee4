package org.wavetrain.finetune;

import org.wavetrain.corpus.TranscriptLength;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.training.batch.Example;
import org.wavetrain.training.setup.ExampleMaker;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.text.Vocabulary;

/**
 * Utterances with their texts as labels. Those without any text are passed over, since a corpus may
 * have labels only.
 */
record TranscribedExamples(
    Wav2Vec2Configuration configuration, Vocabulary vocabulary, int maximumSamples)
    implements ExampleMaker {
  @Override
  public boolean wants(Utterance utterance) {
    return utterance.text().isPresent();
  }

  @Override
  public String unfit(Utterance utterance) {
    int frames = configuration.frames(utterance.samples());
    if (frames == 0) {
      return "too_short";
    }
    if (utterance.samples() > maximumSamples) {
      return "too_long";
    }
    int[] labels = labels(utterance);
    if (labels.length == 0) {
      return "empty_text";
    }
    return TranscriptLength.framesNeeded(labels) > frames ? "text_longer_than_audio" : "";
  }

  @Override
  public Example make(Utterance utterance, short[] samples) {
    return new Example(utterance.id(), samples, utterance.text().orElseThrow(), labels(utterance));
  }

  private int[] labels(Utterance utterance) {
    return vocabulary.encode(utterance.text().orElseThrow().strip()).labels();
  }
}
