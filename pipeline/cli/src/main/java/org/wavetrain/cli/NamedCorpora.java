package org.wavetrain.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.report.Corpora;
import org.wavetrain.report.PipelineRun;
import org.wavetrain.report.PipelineRuns;

/**
 * Finds the corpus that a person means.
 *
 * @param stage the name of the stage that made it; empty for the only one
 */
record NamedCorpora(Services services, Optional<String> stage) {
  private static final String KEYS = Corpora.STAGE + "/";

  /** Of so many that were made last, the beginning of a key is enough. */
  private static final int MOST_ABBREVIATED = 100;

  /** Of each pipeline, so many runs are looked through. */
  private static final int MOST_RUNS = 1000;

  /** The one that was made last. */
  ArtifactKey newest() throws IOException {
    return services.store().newest(Corpora.STAGE, 1).stream()
        .map(Manifest::key)
        .findFirst()
        .orElseThrow(() -> missing("No corpus was made yet.", "Run a pipeline first."));
  }

  /**
   * The corpus with that key, or one that begins so, or that of a run.
   *
   * @param name {@code ingest/…}, or what {@link SelectedRuns} finds
   * @throws UserFailure {@code CORPUS_MISSING}, {@code RUN_MISSING} or {@code RUN_AMBIGUOUS}
   */
  ArtifactKey named(String name) throws IOException {
    if (isKey(name)) {
      return beginning(name.substring(KEYS.length()));
    }
    PipelineRuns runs = new PipelineRuns(services.tracking(), services.store());
    PipelineRun run = new SelectedRuns(runs.of(Optional.empty(), MOST_RUNS)).find(name);
    return one(Corpora.among(run.artifacts()), "Run " + name);
  }

  /** The corpus that the champion of a model was made of. */
  ArtifactKey ofChampion(String model) {
    Map<String, ArtifactKey> corpora = ChampionCorpora.of(services.tracking().registry(), model);
    // A stage's name is one of the run's: the champion's pipeline may have called it otherwise.
    return corpora.size() == 1
        ? corpora.values().iterator().next()
        : one(corpora, "The champion of model " + model);
  }

  /** As above, but of the stage that was named, if one was. */
  ArtifactKey ofChampionsStage(String model) {
    return one(
        ChampionCorpora.of(services.tracking().registry(), model),
        "The champion of model " + model);
  }

  /** Whether somebody means a corpus by its key, not a run. */
  static boolean isKey(String name) {
    return name.startsWith(KEYS);
  }

  private ArtifactKey beginning(String digest) throws IOException {
    Optional<ArtifactKey> whole = ArtifactKey.parseIfKey(KEYS + digest);
    if (whole.isPresent()) {
      return whole.get();
    }
    List<ArtifactKey> found =
        services.store().newest(Corpora.STAGE, MOST_ABBREVIATED).stream()
            .map(Manifest::key)
            .filter(key -> key.digest().toString().startsWith(digest))
            .toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    throw found.isEmpty()
        ? missing(
            "No corpus has a key that begins with %s%s.".formatted(KEYS, digest),
            "Give the whole key, or the run that made the corpus.")
        : missing(
            "%d corpora have keys that begin with %s%s.".formatted(found.size(), KEYS, digest),
            "Give more of the key of the one that is meant.");
  }

  /** The only one, or that of the stage that was named. */
  private ArtifactKey one(Map<String, ArtifactKey> corpora, String whose) {
    if (corpora.isEmpty()) {
      throw missing(
          whose + " has no corpus that is known.",
          "See `wavetrain runs` for runs, and `wavetrain history` for champions.");
    }
    if (stage.isEmpty() && corpora.size() == 1) {
      return corpora.values().iterator().next();
    }
    return stage
        .map(corpora::get)
        .orElseThrow(
            () ->
                missing(
                    "%s has corpora of the stages %s."
                        .formatted(whose, String.join(", ", corpora.keySet())),
                    "Name one of these with --stage."));
  }

  private static UserFailure missing(String sentence, String remedy) {
    return new UserFailure(CommandError.CORPUS_MISSING, sentence, remedy);
  }
}
