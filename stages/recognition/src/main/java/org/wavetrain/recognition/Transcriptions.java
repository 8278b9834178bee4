package org.wavetrain.recognition;

import java.util.List;
import org.wavetrain.wav2vec2.text.Vocabulary;

/**
 * Makes transcripts of scores.
 *
 * @param vocabulary of the model
 * @param decoder how texts are found
 */
public record Transcriptions(Vocabulary vocabulary, TextDecoder decoder) {
  /** The words of a recording with their times; none if it is silent. */
  public Transcript of(FrameScores scores) {
    if (scores.frames() == 0) {
      return new Transcript(List.of(), scores.length(), scores.layer());
    }
    List<Word> words =
        Words.of(
            decoder.path(scores, vocabulary),
            vocabulary.symbols(scores.rows()),
            scores.strideSamples());
    return new Transcript(Words.segments(words), scores.length(), scores.layer());
  }
}
