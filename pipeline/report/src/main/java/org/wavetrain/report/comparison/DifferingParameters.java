package org.wavetrain.report.comparison;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.report.ManifestParameters;

/**
 * The parameters in which runs differ. One that a run lacks, or whose stage it has not come to, is
 * not in its map.
 *
 * @param names {@code stage.parameter}, sorted
 * @param values by name, of each run in the order of the runs
 */
public record DifferingParameters(List<String> names, List<Map<String, String>> values) {
  private static final String CODE_VERSION = "code version";
  private static final String SEED = "seed";

  /** Beyond these, binary fractions differ from what was written. */
  private static final MathContext DIGITS = new MathContext(12);

  public DifferingParameters {
    names = List.copyOf(names);
    values = List.copyOf(values);
  }

  static DifferingParameters of(List<Map<String, Manifest>> runs) throws IOException {
    boolean oneSeed = runs.stream().allMatch(DifferingParameters::hasOneSeed);
    List<Map<String, String>> all = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>();
    for (Map<String, Manifest> run : runs) {
      Map<String, String> ofRun = new TreeMap<>();
      for (Map.Entry<String, Manifest> stage : run.entrySet()) {
        Manifest manifest = stage.getValue();
        ManifestParameters.of(manifest)
            .forEach((name, value) -> ofRun.put(stage.getKey() + "." + name, text(value)));
        ofRun.put(oneSeed ? SEED : stage.getKey() + "." + SEED, Long.toString(manifest.seed()));
        ofRun.put(stage.getKey() + "." + CODE_VERSION, manifest.codeVersion());
      }
      all.add(ofRun);
      names.addAll(ofRun.keySet());
    }
    names.removeIf(name -> !differs(name, runs, all));
    all.forEach(ofRun -> ofRun.keySet().retainAll(names));
    return new DifferingParameters(List.copyOf(names), all);
  }

  /** Numbers as people write them: 0.0003, not 3.0E-4. */
  private static String text(Object value) {
    return value instanceof Double number && Double.isFinite(number)
        ? new BigDecimal(number).round(DIGITS).stripTrailingZeros().toPlainString()
        : value.toString();
  }

  /** Usually all stages of a run have the seed of its pipeline. */
  private static boolean hasOneSeed(Map<String, Manifest> run) {
    return run.values().stream().map(Manifest::seed).distinct().count() <= 1;
  }

  /** A run that has not come to the stage says nothing. */
  private static boolean differs(
      String name, List<Map<String, Manifest>> runs, List<Map<String, String>> values) {
    int dot = name.indexOf('.');
    Predicate<Map<String, Manifest>> come =
        dot < 0 ? run -> !run.isEmpty() : run -> run.containsKey(name.substring(0, dot));
    Set<String> found = new HashSet<>();
    for (int run = 0; run < runs.size(); run++) {
      if (come.test(runs.get(run))) {
        found.add(values.get(run).getOrDefault(name, ""));
      }
    }
    return found.size() > 1;
  }
}
