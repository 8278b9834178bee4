package org.wavetrain.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import org.wavetrain.report.comparison.Comparison;
import org.wavetrain.report.comparison.RunDifference;
import org.wavetrain.report.comparison.RunResults;
import org.wavetrain.tracking.RunStatus;

/** What {@code compare --json} prints. */
final class ComparisonJson {
  private static final JsonMapper JSON = new JsonMapper();

  private ComparisonJson() {}

  /** One line. */
  static String of(Comparison comparison, Path page) {
    ObjectNode root = JSON.createObjectNode();
    root.put("baseline", comparison.baselineRun().run().runId());
    for (int index = 0; index < comparison.runs().size(); index++) {
      ObjectNode run = run(comparison.runs().get(index));
      run.set("parameters", JSON.valueToTree(comparison.parameters().values().get(index)));
      root.withArray("/runs").add(run);
    }
    root.putArray("differences");
    comparison
        .differences()
        .forEach(difference -> root.withArray("/differences").add(difference(difference)));
    root.set("differing_corpora", JSON.valueToTree(comparison.differingCorpora()));
    root.put("page", page.toString());
    return root.toString();
  }

  private static ObjectNode run(RunResults results) {
    ObjectNode run =
        JSON.createObjectNode()
            .put("run", results.run().runId())
            .put("pipeline", results.run().pipeline())
            .put("name", results.run().name())
            .put("status", lower(results.run().status()))
            .put("started", results.run().started().toString());
    // As in runs --json: of a run that goes on, nobody can tell yet how long it takes.
    results
        .run()
        .elapsed()
        .filter(elapsed -> results.run().status() != RunStatus.RUNNING)
        .ifPresent(elapsed -> run.put("seconds", elapsed.toMillis() / 1000.0));
    run.put("seconds_to_make", results.cost().making().toMillis() / 1000.0);
    run.put("bytes", results.cost().bytes());
    results.cost().wattHours().ifPresent(energy -> run.put("watt_hours", energy));
    run.set("metrics", JSON.valueToTree(new TreeMap<>(results.metrics())));
    if (!results.problems().isEmpty()) {
      run.set("problems", JSON.valueToTree(results.problems()));
    }
    return run;
  }

  private static ObjectNode difference(RunDifference difference) {
    ObjectNode object =
        JSON.createObjectNode()
            .put("run", difference.run())
            .put("verdict", lower(difference.verdict()));
    difference.metric().ifPresent(metric -> object.put("metric", lower(metric)));
    difference
        .difference()
        .ifPresent(
            apart ->
                object
                    .put("difference", apart.value())
                    .put("low", apart.low())
                    .put("high", apart.high())
                    .put("utterances", apart.utterances()));
    return object.put("sentence", difference.sentence());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
