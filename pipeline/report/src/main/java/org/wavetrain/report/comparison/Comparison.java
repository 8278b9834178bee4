package org.wavetrain.report.comparison;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.report.Corpora;

/**
 * Runs side by side: what a table in the terminal and the page show.
 *
 * @param runs in the order in which they are shown
 * @param baseline the index of the one that the others are compared with
 * @param parameters in which they differ
 * @param differences what the comparison with the baseline came to, in the order of the runs
 */
public record Comparison(
    List<RunResults> runs,
    int baseline,
    DifferingParameters parameters,
    List<RunDifference> differences) {

  public Comparison {
    runs = List.copyOf(runs);
    differences = List.copyOf(differences);
  }

  /** The run that the others are compared with. */
  public RunResults baselineRun() {
    return runs.get(baseline);
  }

  /** What cannot be read, in sentences that begin with the run's name; usually none. */
  public List<String> problems() {
    return runs.stream()
        .flatMap(run -> run.problems().stream().map(problem -> run.run().name() + ": " + problem))
        .toList();
  }

  /**
   * The stages that made a corpus in one run and one of other content in another. Each run digests
   * its sources when it begins, so that files may have come in between, and a variant may ingest in
   * another way.
   */
  public SortedSet<String> differingCorpora() {
    Map<String, Set<Sha256>> contents = new TreeMap<>();
    for (RunResults run : runs) {
      for (Map.Entry<String, Manifest> stage : run.manifests().entrySet()) {
        if (Corpora.isCorpus(stage.getValue().key())) {
          contents
              .computeIfAbsent(stage.getKey(), corpus -> new HashSet<>())
              .add(stage.getValue().contentDigest());
        }
      }
    }
    SortedSet<String> differing = new TreeSet<>(contents.keySet());
    differing.removeIf(stage -> contents.get(stage).size() == 1);
    return differing;
  }
}
