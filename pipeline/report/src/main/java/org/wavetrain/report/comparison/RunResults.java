package org.wavetrain.report.comparison;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.evaluation.EvaluationArtifact;

/**
 * What a compared run has come to.
 *
 * @param manifests of its artifacts by stage; those that are gone from the store are left out
 * @param evaluation the one that decides, or else the last; empty if there is none yet
 * @param evaluated the manifest of that
 * @param stages the tracking runs of its stages
 * @param cost what it took
 * @param problems what of it cannot be read, as sentences; usually none
 */
public record RunResults(
    ComparedRun run,
    Map<String, Manifest> manifests,
    Optional<EvaluationArtifact> evaluation,
    Optional<Manifest> evaluated,
    List<TrackedStage> stages,
    RunCost cost,
    List<String> problems) {
  private static final String CORPUS = "corpus";

  public RunResults {
    manifests = Collections.unmodifiableMap(new LinkedHashMap<>(manifests));
    stages = List.copyOf(stages);
    problems = List.copyOf(problems);
  }

  /**
   * Its figures; none as long as nothing was evaluated. What is no finite number, such as a rate of
   * no words, is left out.
   */
  public Map<String, Double> metrics() {
    return evaluation.map(EvaluationArtifact::metrics).orElse(Map.of()).entrySet().stream()
        .filter(metric -> metric.getValue() != null && Double.isFinite(metric.getValue()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The digests of the recordings that it was evaluated on. */
  List<Sha256> testSet() {
    return evaluated
        .map(manifest -> manifest.inputs().getOrDefault(CORPUS, List.of()))
        .orElse(List.of());
  }
}
