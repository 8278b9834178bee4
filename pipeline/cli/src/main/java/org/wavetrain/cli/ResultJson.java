package org.wavetrain.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.wavetrain.local.runner.StageOutcome.Cached;
import org.wavetrain.promotion.Decision;
import org.wavetrain.promotion.Decision.Outcome;

/** What {@code --json} prints of a run; what it did not come to is null. */
final class ResultJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ResultJson() {}

  /** One line. */
  static String of(CompletedRun run) {
    ObjectNode root = MAPPER.createObjectNode();
    for (String metric : new String[] {"wer", "cer", "accuracy"}) {
      root.put(metric, run.metrics().get(metric));
    }
    root.put("seconds", seconds(run.elapsed()));
    ObjectNode stages = root.putObject("stages");
    run.result()
        .outcomes()
        .forEach(
            (name, outcome) ->
                stages
                    .putObject(name)
                    .put("seconds", seconds(outcome.elapsed()))
                    .put("cached", outcome instanceof Cached)
                    .put("key", outcome.key().toString()));
    ObjectNode drift = root.putObject("drift");
    run.drift().forEach((name, drifts) -> drift.set(name, MAPPER.valueToTree(drifts)));
    root.put("report", run.report().toString());
    root.put("export", run.export().map(Object::toString).orElse(null));
    root.put("model", run.registered().map(registered -> registered.model()).orElse(null));
    root.put("version", run.registered().map(registered -> registered.version()).orElse(null));
    run.registered().ifPresent(registered -> add(registered.decision(), root));
    return root.toString();
  }

  private static void add(Decision decision, ObjectNode root) {
    root.put("promoted", decision.outcome() == Outcome.PROMOTED);
    root.put("reason", decision.reason());
    root.set("rules", MAPPER.valueToTree(decision.rules()));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
