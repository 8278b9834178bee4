package org.wavetrain.cli;

import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.wavetrain.cli.display.ProgressDisplay;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.Source;
import org.wavetrain.report.Corpora;
import org.wavetrain.stage.event.ProgressEvent;
import org.wavetrain.synthesis.StandInCorpora;

/** Makes the speech that the user has none of. */
final class SyntheticCorpora {
  /** Not the run's seed: another seed trains another model on the same speech. */
  private static final long SEED = 1;

  private static final String ALL =
      "The speech is synthetic: the figures show that everything works and that the models learn."
          + " They say nothing of real speech.";
  private static final String PART =
      "The speech of %s is synthetic, that of %s is not: figures that rest on the former show that"
          + " everything works and that the models learn. They say nothing of real speech.";

  private final Budget budget;
  private final ProgressDisplay display;
  private final StandInCorpora corpora;

  SyntheticCorpora(Budget budget, ProgressDisplay display) {
    this.budget = budget;
    this.display = display;
    this.corpora = new StandInCorpora(Runtime.getRuntime().availableProcessors(), display::line);
  }

  /** What is to be said of the figures of a pipeline that reads synthetic speech. */
  static Optional<String> caveat(Pipeline pipeline) {
    Map<Boolean, List<String>> names =
        pipeline.sources().stream()
            .filter(source -> isSpeech(source, pipeline))
            .collect(
                partitioningBy(
                    source -> StandInCorpora.isSynthetic(source.path()),
                    mapping(Source::name, toList())));
    if (names.get(true).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        names.get(false).isEmpty()
            ? ALL
            : PART.formatted(
                String.join(" and ", names.get(true)), String.join(" and ", names.get(false))));
  }

  /** Whether a source holds recordings, and not a model. */
  private static boolean isSpeech(Source source, Pipeline pipeline) {
    return pipeline.stages().stream()
        .filter(stage -> stage.kind().equals(Corpora.STAGE))
        .flatMap(stage -> stage.inputs().values().stream())
        .anyMatch(names -> names.contains(source.name()));
  }

  /** Makes the sources of the recipe that the user does not replace and that are not there yet. */
  void make(Pipeline recipe, OwnCorpora own) throws IOException {
    for (CorpusRole role : CorpusRole.values()) {
      if (!own.replaces(role)) {
        Source source = recipe.findSource(role.source()).orElseThrow();
        make(role, source.path());
      }
    }
  }

  private void make(CorpusRole role, Path folder) throws IOException {
    String name = "speech";
    display.begin(name, "synthetic " + role.source());
    IntConsumer progress = done -> display.update(name, progress(role, done));
    int recordings =
        switch (role) {
          case COMMANDS ->
              corpora.commands(folder, budget.sentences(), budget.speakers(), SEED, progress);
          case EMOTIONS ->
              corpora.emotions(folder, budget.actors(), budget.repetitions(), SEED, progress);
        };
    display.end(name, recordings + " synthetic recordings in " + folder);
  }

  private ProgressEvent progress(CorpusRole role, int done) {
    long total = role == CorpusRole.COMMANDS ? budget.sentences() : 0;
    return new ProgressEvent(done, total, "recordings", Map.of());
  }
}
