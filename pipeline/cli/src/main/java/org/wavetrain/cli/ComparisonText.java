package org.wavetrain.cli;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.wavetrain.cli.display.Amounts;
import org.wavetrain.cli.display.Terminal;
import org.wavetrain.cli.display.TextTable;
import org.wavetrain.report.Wording;
import org.wavetrain.report.comparison.Comparison;
import org.wavetrain.report.comparison.RunDifference;
import org.wavetrain.report.comparison.RunResults;

/** A comparison in lines of text: a table, and a sentence for each comparison. */
record ComparisonText(Terminal terminal) {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());
  private static final List<String> SHARES = List.of("wer", "cer", "accuracy");
  private static final String NOTHING = "–";

  /** More runs than this are rows, since so many columns do not fit on a screen. */
  private static final int MOST_ACROSS = 4;

  String of(Comparison comparison) {
    StringBuilder text = new StringBuilder();
    text.append(table(comparison));
    text.append('\n');
    comparison.differences().forEach(difference -> text.append(coloured(difference)).append('\n'));
    if (!comparison.differingCorpora().isEmpty()) {
      text.append(
          "The corpora of %s differ: the figures tell of the recordings as well.%n"
              .formatted(String.join(", ", comparison.differingCorpora())));
    }
    comparison.problems().forEach(problem -> text.append(problem).append('\n'));
    return text.toString();
  }

  private String coloured(RunDifference difference) {
    return switch (difference.verdict()) {
      case BETTER -> terminal.green(difference.sentence());
      case WORSE -> terminal.red(difference.sentence());
      case NOT_TOLD, EQUAL, TOO_FEW, NOT_COMPARABLE -> difference.sentence();
    };
  }

  private static TextTable table(Comparison comparison) {
    Map<String, List<String>> things = things(comparison);
    List<String> names = new ArrayList<>();
    for (int run = 0; run < comparison.runs().size(); run++) {
      names.add(
          comparison.runs().get(run).run().name()
              + (run == comparison.baseline() ? " (baseline)" : ""));
    }
    return names.size() <= MOST_ACROSS ? across(names, things) : down(names, things);
  }

  private static TextTable across(List<String> names, Map<String, List<String>> things) {
    TextTable table = new TextTable(line("", names));
    things.forEach((name, ofRuns) -> table.row(line(name, ofRuns)));
    return table;
  }

  private static TextTable down(List<String> names, Map<String, List<String>> things) {
    TextTable table = new TextTable(line("", List.copyOf(things.keySet())));
    for (int run = 0; run < names.size(); run++) {
      int index = run;
      table.row(
          line(names.get(run), things.values().stream().map(ofRuns -> ofRuns.get(index)).toList()));
    }
    return table;
  }

  private static String[] line(String first, List<String> others) {
    List<String> line = new ArrayList<>(List.of(first));
    line.addAll(others);
    return line.toArray(String[]::new);
  }

  private static Map<String, List<String>> things(Comparison comparison) {
    List<RunResults> runs = comparison.runs();
    Map<String, List<String>> things = new LinkedHashMap<>();
    things.put("run", each(runs, run -> SelectedRuns.abbreviated(run.run().runId())));
    things.put("started", each(runs, run -> MINUTES.format(run.run().started())));
    things.put("status", each(runs, run -> run.run().status().name().toLowerCase(Locale.ROOT)));
    for (String name : comparison.parameters().names()) {
      things.put(
          name,
          comparison.parameters().values().stream()
              .map(ofRun -> ofRun.getOrDefault(name, NOTHING))
              .toList());
    }
    for (String metric : SHARES) {
      if (runs.stream().anyMatch(run -> run.metrics().containsKey(metric))) {
        things.put(metric, each(runs, run -> share(run.metrics(), metric)));
      }
    }
    things.put(
        "took", each(runs, run -> run.run().elapsed().map(Amounts::duration).orElse(NOTHING)));
    things.put(
        "to make",
        each(
            runs,
            run -> run.manifests().isEmpty() ? NOTHING : Amounts.duration(run.cost().making())));
    if (runs.stream().anyMatch(run -> run.cost().wattHours().isPresent())) {
      things.put(
          "energy",
          each(
              runs,
              run ->
                  run.cost().wattHours().isPresent()
                      ? Wording.figure(run.cost().wattHours().getAsDouble()) + " Wh"
                      : NOTHING));
    }
    things.put(
        "artifacts",
        each(
            runs,
            run ->
                run.manifests().isEmpty()
                    ? NOTHING
                    : Wording.bytes(run.cost().bytes()).replace('\u00a0', ' ')));
    return things;
  }

  private static List<String> each(List<RunResults> runs, Function<RunResults, String> text) {
    return runs.stream().map(text).toList();
  }

  private static String share(Map<String, Double> metrics, String name) {
    Double value = metrics.get(name);
    if (value == null) {
      return NOTHING;
    }
    Double low = metrics.get(name + "_low");
    Double high = metrics.get(name + "_high");
    return low == null || high == null
        ? percent(value)
        : "%s (%s…%s)".formatted(percent(value), percent(low), percent(high));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
