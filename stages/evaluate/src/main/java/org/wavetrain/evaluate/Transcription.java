package org.wavetrain.evaluate;

import java.util.List;
import org.wavetrain.corpus.Utterance;

/**
 * An utterance and what was heard of it.
 *
 * @param exits a reading for each exit that is measured
 */
record Transcription(Utterance utterance, List<Reading.Scored> exits) {
  static Transcription of(Utterance utterance, List<Reading> readings) {
    String reference = utterance.text().orElseThrow();
    return new Transcription(
        utterance, readings.stream().map(reading -> reading.against(reference)).toList());
  }

  String reference() {
    return utterance.text().orElseThrow();
  }

  /** What was heard at an exit, with its edits. */
  Reading.Scored at(int exit) {
    return exits.get(exit);
  }
}
