package org.wavetrain.export;

import java.io.IOException;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.wavetrain.audio.Pcm;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;

/**
 * The recordings that exported models are checked with: those of the test split, or of all splits
 * when it is empty. Whether two programs compute the same can be seen on any recording; error rates
 * are of the test split alone.
 *
 * @param shortest the fewest samples that a model can take
 */
record TestRecordings(CorpusReader corpus, int shortest) {
  /** Takes the first so many that fit; samples are 16 kHz mono, full scale 1. */
  void forEach(int count, Predicate<Utterance> fitting, BiConsumer<Utterance, float[]> visitor)
      throws IOException {
    boolean tested = corpus.summary().split(Split.TEST).utterances() > 0;
    int[] taken = {0};
    corpus.forEach(
        utterance ->
            taken[0] < count
                && utterance.samples() >= shortest
                && (!tested || utterance.split() == Split.TEST)
                && fitting.test(utterance),
        (utterance, samples) -> {
          taken[0]++;
          visitor.accept(utterance, Pcm.toFloat(samples));
        });
  }
}
