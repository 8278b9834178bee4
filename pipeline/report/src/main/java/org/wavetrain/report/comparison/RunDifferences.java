package org.wavetrain.report.comparison;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.evaluation.Difference;
import org.wavetrain.evaluation.EvaluatedUtterance;
import org.wavetrain.evaluation.JudgedMetric;
import org.wavetrain.evaluation.PairedBootstrap;

/** Compares each run with one of them, utterance for utterance. */
final class RunDifferences {
  private static final PairedBootstrap BOOTSTRAP = PairedBootstrap.withConfidence(0.95);

  private RunDifferences() {}

  /** One or two for each run but the baseline: of transcription and of classification. */
  static List<RunDifference> of(RunResults baseline, List<RunResults> runs) {
    return runs.parallelStream()
        .filter(run -> run != baseline)
        .flatMap(run -> between(baseline, run))
        .toList();
  }

  private static Stream<RunDifference> between(RunResults baseline, RunResults run) {
    String one = run.run().name();
    String other = baseline.run().name();
    Optional<String> missing = missing(run).or(() -> missing(baseline));
    if (missing.isPresent()) {
      return Stream.of(RunDifference.none(one, other, missing.get()));
    }
    List<EvaluatedUtterance> first = baseline.evaluation().orElseThrow().judged();
    List<EvaluatedUtterance> second = run.evaluation().orElseThrow().judged();
    boolean sameSet = baseline.testSet().equals(run.testSet());
    List<EvaluatedUtterance> shared = sameSet ? second : shared(first, second);
    String remark = sameSet ? "" : " that both were measured on, for " + sets(baseline, run);
    List<RunDifference> differences = new ArrayList<>();
    for (JudgedMetric metric : List.of(JudgedMetric.WER, JudgedMetric.ACCURACY)) {
      Optional<Difference> difference = BOOTSTRAP.compare(metric, first, shared);
      difference.ifPresent(
          apart -> differences.add(RunDifference.of(one, other, metric, apart, remark)));
    }
    if (differences.isEmpty()) {
      String why =
          sameSet
              ? "no utterance was measured by both"
              : sets(baseline, run) + " and share no utterance";
      return Stream.of(RunDifference.none(one, other, why));
    }
    return differences.stream();
  }

  private static Optional<String> missing(RunResults run) {
    if (run.evaluation().isPresent()) {
      return Optional.empty();
    }
    String why =
        switch (run.run().status()) {
          case FINISHED -> "";
          case RUNNING -> " yet, since it goes on";
          case SCHEDULED -> " yet, since it has not begun";
          case FAILED -> ", since it failed";
          case KILLED -> ", since it was killed";
        };
    return Optional.of(run.run().name() + " has no evaluation" + why);
  }

  /** Those of the second that the first has as well, with the same text and label. */
  private static List<EvaluatedUtterance> shared(
      List<EvaluatedUtterance> first, List<EvaluatedUtterance> second) {
    Map<String, EvaluatedUtterance> firsts = new HashMap<>();
    first.forEach(utterance -> firsts.put(utterance.id(), utterance));
    return second.stream()
        .filter(
            utterance -> {
              EvaluatedUtterance other = firsts.get(utterance.id());
              return other != null
                  && Objects.equals(other.reference(), utterance.reference())
                  && Objects.equals(other.label(), utterance.label());
            })
        .toList();
  }

  private static String sets(RunResults baseline, RunResults run) {
    return "their test sets differ (%s and %s)"
        .formatted(digests(run.testSet()), digests(baseline.testSet()));
  }

  private static String digests(List<Sha256> digests) {
    return digests.isEmpty()
        ? "unknown"
        : digests.stream().map(Sha256::abbreviated).collect(joining("+"));
  }
}
