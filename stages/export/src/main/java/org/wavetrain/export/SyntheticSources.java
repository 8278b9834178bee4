package org.wavetrain.export;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wavetrain.corpus.CorpusSource;

/**
 * What is to be said of figures of models whose speech nobody spoke.
 *
 * @param all what the models were trained or tested on
 */
record SyntheticSources(List<CorpusSource> all) {
  /** A sentence or two; empty where no source says that it is synthetic. */
  Optional<String> caveat() {
    List<CorpusSource> synthetic = all.stream().filter(CorpusSource::synthetic).toList();
    if (synthetic.isEmpty()) {
      return Optional.empty();
    }
    List<CorpusSource> others = all.stream().filter(source -> !source.synthetic()).toList();
    return Optional.of(
        others.isEmpty()
            ? "The speech of %s is synthetic: the figures show that everything works and that the models learn. They say nothing of real speech."
                .formatted(names(synthetic))
            : "The speech of %s is synthetic, that of %s is not: figures that rest on the former show that everything works and that the models learn. They say nothing of real speech."
                .formatted(names(synthetic), names(others)));
  }

  private static String names(List<CorpusSource> sources) {
    return sources.stream().map(CorpusSource::name).collect(Collectors.joining(" and "));
  }
}
