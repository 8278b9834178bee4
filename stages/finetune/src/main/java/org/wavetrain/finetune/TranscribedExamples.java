package org.wavetrain.finetune;

import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.TranscriptLength;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.training.setup.ExampleMaker;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.text.Encoding;
import org.wavetrain.wav2vec2.text.Vocabulary;

/**
 * Utterances with their texts. Those without any text are passed over, since a corpus may have
 * labels only.
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
    Encoding encoding = vocabulary.encode(utterance.text().orElseThrow().strip());
    // In other splits they are errors that every model makes, not reasons to look away.
    if (utterance.split() == Split.TRAIN && !encoding.unknownCharacters().isEmpty()) {
      return "characters_outside_vocabulary";
    }
    int[] labels = encoding.labels();
    if (labels.length == 0) {
      return "empty_text";
    }
    return TranscriptLength.framesNeeded(labels) > frames ? "text_longer_than_audio" : "";
  }

  @Override
  public String reference(Utterance utterance) {
    return utterance.text().orElseThrow();
  }
}
