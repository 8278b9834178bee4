package org.wavetrain.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that was found out about one group of utterances.
 *
 * @param sets the whole group first, then its parts if it has any
 * @param slices of the whole group, at the exit by which the model is judged
 * @param points of word error rate against compute; empty for a model with one exit
 * @param classified what the classifier made of them; empty where there was nothing to classify
 */
record Findings(
    Group group,
    List<MeasuredSet> sets,
    Map<Slice, MeasuredSlice> slices,
    List<ExitPoint> points,
    Optional<Classified> classified) {

  /**
   * What a classifier made of a group.
   *
   * @param accuracy its interval
   */
  record Classified(ConfusionMatrix confusion, Interval accuracy) {}

  /**
   * A set of transcriptions with its results.
   *
   * @param results by exit
   */
  record MeasuredSet(TestSet set, Map<String, Result> results) {}

  /**
   * Either is empty when there was nothing to transcribe or to classify.
   *
   * @param result of the transcriber
   * @param confusion of the classifier
   */
  record MeasuredSlice(Optional<Result> result, Optional<ConfusionMatrix> confusion) {}

  /** The whole group's result at the exit by which the model is judged. */
  Optional<Result> judged() {
    return sets.stream().findFirst().map(whole -> last(whole.results()));
  }

  static Result last(Map<String, Result> results) {
    return List.copyOf(results.values()).get(results.size() - 1);
  }

  static List<Findings> of(
      List<Group> groups,
      Transcriptions transcriptions,
      Optional<Classifications> classifications,
      Bootstrap bootstrap,
      Exits exits) {
    List<Findings> findings = new ArrayList<>();
    for (Group group : groups) {
      List<TestSet> sets = TestSet.of(group, transcriptions);
      List<MeasuredSet> measured = new ArrayList<>();
      for (TestSet set : sets) {
        Map<String, Result> results = new LinkedHashMap<>();
        for (int exit = 0; exit < transcriptions.exits().size(); exit++) {
          results.put(
              transcriptions.exits().get(exit),
              bootstrap.result(set.name(), set.transcriptions(), exit));
        }
        measured.add(new MeasuredSet(set, results));
      }
      List<Transcription> all = sets.isEmpty() ? List.of() : sets.get(0).transcriptions();
      findings.add(
          new Findings(
              group,
              measured,
              new Slices(group, bootstrap, transcriptions.lastExit()).of(all, classifications),
              all.isEmpty() ? List.of() : exits.points(all),
              classifications
                  .map(some -> some.confusion(group.splits(), one -> true))
                  .filter(matrix -> matrix.total() > 0)
                  .map(matrix -> classified(group, matrix, bootstrap))));
    }
    return findings;
  }

  private static Classified classified(
      Group group, ConfusionMatrix confusion, Bootstrap bootstrap) {
    return new Classified(
        confusion,
        bootstrap.accuracy(group.name() + " accuracy", confusion.right(), confusion.total()));
  }
}
