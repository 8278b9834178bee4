package org.wavetrain.recognition;

import java.util.List;
import java.util.Optional;
import org.wavetrain.decoding.BeamSettings;
import org.wavetrain.decoding.PrefixBeamSearch;
import org.wavetrain.decoding.WeightedLanguageModel;
import org.wavetrain.wav2vec2.text.Vocabulary;

/** How a text is found in the scores of a recording. */
public sealed interface TextDecoder {
  /** The text of the likeliest alignment. */
  record Greedy() implements TextDecoder {
    @Override
    public FramePath path(FrameScores scores, Vocabulary vocabulary) {
      return FramePath.best(scores);
    }
  }

  /**
   * The text that is likeliest over all its alignments, by a beam search, with its likeliest
   * alignment.
   */
  record Beam(BeamSettings settings, Optional<WeightedLanguageModel> language)
      implements TextDecoder {
    @Override
    public FramePath path(FrameScores scores, Vocabulary vocabulary) {
      List<String> symbols = vocabulary.symbols(scores.rows());
      PrefixBeamSearch search = PrefixBeamSearch.of(symbols, settings, language);
      int delimiter = symbols.indexOf(" ");
      int[] tokens = new int[scores.frames()];
      for (Passage passage : Passages.of(FramePath.best(scores).tokens(), symbols)) {
        String text =
            search
                .decode(scores.values(), passage.first() * scores.rows(), passage.frames(), 1)
                .get(0)
                .text();
        int[] found =
            new ForcedAlignment(vocabulary.encode(text).labels(), vocabulary.blank(), delimiter)
                .tokens(scores.values(), passage.first(), passage.frames(), scores.rows());
        System.arraycopy(found, 0, tokens, passage.first(), found.length);
      }
      return FramePath.of(tokens, scores);
    }
  }

  /** The token of each frame. */
  FramePath path(FrameScores scores, Vocabulary vocabulary);
}
