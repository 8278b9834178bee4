package org.wavetrain.evaluate;

import java.util.Optional;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;

/** Utterances for tests. */
final class Utterances {
  private Utterances() {}

  static Utterance said(String id, String speaker, Split split, String text) {
    return new Utterance(
        id, "here", speaker, split, Optional.of(text), Optional.empty(), 800, Optional.empty());
  }

  static Utterance felt(String id, String speaker, Split split, String label) {
    return new Utterance(
        id, "here", speaker, split, Optional.empty(), Optional.of(label), 800, Optional.empty());
  }
}
