package org.wavetrain.export;

import java.util.List;
import org.wavetrain.wav2vec2.text.Vocabulary;

/**
 * {@code tokens.txt} as sherpa-onnx reads it: a line {@code symbol identifier} for each token, the
 * blank as {@code <blk>}, the word delimiter as U+2581, which it prints as a space.
 */
final class TokenList {
  private TokenList() {}

  static String of(Vocabulary vocabulary) {
    StringBuilder lines = new StringBuilder();
    List<String> tokens = vocabulary.tokens();
    for (int identifier = 0; identifier < tokens.size(); identifier++) {
      String token = tokens.get(identifier);
      String symbol = token.equals(vocabulary.special().delimiter()) ? "\u2581" : token;
      lines
          .append(identifier == vocabulary.blank() ? "<blk>" : symbol)
          .append(' ')
          .append(identifier)
          .append('\n');
    }
    return lines.toString();
  }
}
