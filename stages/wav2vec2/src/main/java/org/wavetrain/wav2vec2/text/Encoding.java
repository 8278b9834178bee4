package org.wavetrain.wav2vec2.text;

import java.util.List;

/**
 * A text as labels.
 *
 * @param labels identifiers, never the blank
 * @param unknownCharacters the characters that the vocabulary lacks, each once, in order of first
 *     occurrence
 */
public record Encoding(int[] labels, List<String> unknownCharacters) {
  public Encoding {
    unknownCharacters = List.copyOf(unknownCharacters);
  }
}
