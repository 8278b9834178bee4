package org.wavetrain.cli;

import java.util.List;
import java.util.Locale;
import org.wavetrain.cli.display.Amounts;
import org.wavetrain.cli.display.TextTable;
import org.wavetrain.local.runner.StageOutcome.Cached;

/** What a person sees at the end of a run. */
final class RunSummary {
  private static final List<String> HEADLINES = List.of("wer", "cer", "accuracy");

  private RunSummary() {}

  /**
   * @param transcribe the command that transcribes a file with the new model
   */
  static String of(CompletedRun run, String transcribe) {
    TextTable table = new TextTable("stage", "time", "cached", "key");
    run.result()
        .outcomes()
        .forEach(
            (name, outcome) ->
                table.row(
                    name,
                    Amounts.duration(outcome.elapsed()),
                    outcome instanceof Cached ? "yes" : "no",
                    outcome.key().stage() + "/" + outcome.key().digest().abbreviated()));
    StringBuilder text = new StringBuilder("\n").append(table).append('\n');
    for (String metric : HEADLINES) {
      Double value = run.metrics().get(metric);
      if (value != null) {
        text.append(String.format(Locale.ROOT, "%-10s %.2f %%%n", metric, 100 * value));
      }
    }
    text.append("time       ").append(Amounts.duration(run.elapsed())).append('\n');
    run.registered()
        .ifPresent(
            model ->
                text.append(
                    "model      %s version %d: %s %s%n"
                        .formatted(
                            model.model(),
                            model.version(),
                            model.decision().outcome().words(),
                            model.decision().reason())));
    text.append("report     ").append(run.report()).append('\n');
    if (run.registered().isPresent()) {
      text.append("transcribe ").append(transcribe).append('\n');
    }
    return text.toString();
  }
}
