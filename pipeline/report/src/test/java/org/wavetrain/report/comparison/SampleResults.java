package org.wavetrain.report.comparison;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.evaluation.EvaluatedUtterance;
import org.wavetrain.evaluation.EvaluationArtifact;
import org.wavetrain.tracking.RunStatus;

/** Results of runs, made up. */
final class SampleResults {
  private SampleResults() {}

  static RunResults evaluated(String name, String corpus, List<EvaluatedUtterance> utterances) {
    return evaluated(name, corpus, utterances, Map.of(), List.of());
  }

  static RunResults evaluated(
      String name,
      String corpus,
      List<EvaluatedUtterance> utterances,
      Map<String, Double> metrics,
      List<EvaluationArtifact.Slice> slices) {
    Manifest manifest = manifest("evaluate", name, corpus, "{}", 1);
    return results(
        name,
        RunStatus.FINISHED,
        Optional.of(new EvaluationArtifact(metrics, utterances, Optional.empty(), slices)),
        Optional.of(manifest),
        List.of());
  }

  /** As {@link #evaluated}, with the corpus among its artifacts. */
  static RunResults recorded(String name, String corpus, List<EvaluatedUtterance> utterances) {
    RunResults evaluated = evaluated(name, corpus, utterances);
    return new RunResults(
        evaluated.run(),
        Map.of("ingest", manifest("ingest", corpus, "sources", "{}", 1)),
        evaluated.evaluation(),
        evaluated.evaluated(),
        evaluated.stages(),
        evaluated.cost(),
        evaluated.problems());
  }

  static RunResults unfinished(String name, RunStatus status) {
    return results(name, status, Optional.empty(), Optional.empty(), List.of());
  }

  static RunResults damaged(String name) {
    return results(
        name,
        RunStatus.FINISHED,
        Optional.empty(),
        Optional.empty(),
        List.of("It cannot be read."));
  }

  private static RunResults results(
      String name,
      RunStatus status,
      Optional<EvaluationArtifact> evaluation,
      Optional<Manifest> manifest,
      List<String> problems) {
    return new RunResults(
        new ComparedRun(
            name,
            "words",
            name,
            status,
            Instant.EPOCH,
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            List.of()),
        Map.of(),
        evaluation,
        manifest,
        List.of(),
        new RunCost(Duration.ZERO, 0, OptionalDouble.empty()),
        problems);
  }

  static Manifest manifest(String kind, String name, String corpus, String parameters, long seed) {
    return new Manifest(
        new ArtifactKey(kind, Sha256.of(kind + name)),
        List.of(),
        Sha256.of(name),
        Map.of("corpus", List.of(Sha256.of(corpus))),
        parameters,
        seed,
        "1",
        Instant.EPOCH,
        Duration.ofSeconds(1));
  }

  /** One of ten words. */
  static EvaluatedUtterance transcribed(String id, String text, int errors) {
    return new EvaluatedUtterance(
        id,
        "someone",
        "test",
        Map.of("sex", "female"),
        1.5,
        text,
        "…",
        10,
        errors,
        40,
        errors,
        List.of(),
        null,
        null);
  }

  static EvaluatedUtterance classified(String id, String label, String predicted) {
    return new EvaluatedUtterance(
        id, "someone", "test", Map.of(), 1.5, null, null, 0, 0, 0, 0, List.of(), label, predicted);
  }
}
