package org.wavetrain.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wavetrain.cli.display.Amounts;
import org.wavetrain.cli.display.TextTable;
import org.wavetrain.local.runner.StageOutcome.Cached;
import org.wavetrain.report.CorpusDrift;
import org.wavetrain.report.StageWarning;

/** What a person sees at the end of a run. */
final class RunSummary {
  /** Some name all utterances of a batch; the report has them whole. */
  private static final int LONGEST_SENTENCE = 160;

  private static final List<String> HEADLINES = List.of("wer", "cer", "accuracy");

  private RunSummary() {}

  /**
   * @param transcribe the command that transcribes a file with the new model, if there is one
   */
  static String of(CompletedRun run, Optional<String> transcribe) {
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
    run.warnings()
        .forEach((stage, warnings) -> warnings.forEach(one -> text.append(warning(stage, one))));
    run.drift().forEach((stage, drifts) -> text.append(drift(stage, drifts)));
    for (String metric : HEADLINES) {
      Double value = run.metrics().get(metric);
      if (value != null) {
        text.append(
            String.format(
                Locale.ROOT,
                "%-10s %.2f %%%s%n",
                metric,
                100 * value,
                interval(metric, run.metrics())));
      }
    }
    text.append("time       ").append(Amounts.duration(run.elapsed())).append('\n');
    run.registered()
        .ifPresent(
            model ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "model      %s version %d: %s %s%n",
                        model.model(),
                        model.version(),
                        model.decision().outcome().words(),
                        model.decision().reason())));
    run.export().ifPresent(folder -> text.append("export     ").append(folder).append('\n'));
    text.append("report     ").append(run.report()).append('\n');
    transcribe.ifPresent(command -> text.append("transcribe ").append(command).append('\n'));
    run.caveat().ifPresent(sentence -> text.append('\n').append(sentence).append('\n'));
    return text.toString();
  }

  private static String drift(String stage, List<CorpusDrift> drifts) {
    String measures =
        drifts.stream()
            .map(one -> one.measure().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%-10s %s has drifted from the champion's corpus in %s; the report tells how far%n",
        "drift",
        stage,
        measures);
  }

  private static String warning(String stage, StageWarning warning) {
    String sentence = warning.sentence();
    return String.format(
        Locale.ROOT,
        "%-10s %s at step %d, %s: %s; %s%n",
        "warning",
        stage,
        warning.step(),
        warning.name(),
        sentence.length() > LONGEST_SENTENCE
            ? sentence.substring(0, LONGEST_SENTENCE) + "…"
            : sentence,
        warning.remedy());
  }

  /** From where to where a rate lies by the bootstrap, where that was computed. */
  private static String interval(String metric, Map<String, Double> metrics) {
    Double low = metrics.get(metric + "_low");
    Double high = metrics.get(metric + "_high");
    return low == null || high == null
        ? ""
        : String.format(Locale.ROOT, " (95 %%: %.2f to %.2f)", 100 * low, 100 * high);
  }
}
