package org.wavetrain.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.wavetrain.cli.display.Amounts;
import org.wavetrain.cli.display.TextTable;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.report.PipelineRun;
import org.wavetrain.report.PipelineRuns;
import org.wavetrain.stage.ExitCode;
import org.wavetrain.tracking.RunStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists runs of pipelines. */
@Command(
    name = "runs",
    description = {
      "Lists the runs of pipelines with their figures, the newest first.",
      "For example: wavetrain runs --experiment my-words --where 'wer<0.2' --sort wer"
    },
    mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> FIGURES = List.of("wer", "cer", "accuracy");
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

  /** As many as are looked through of each pipeline. */
  private static final int MOST = 1000;

  private static final String NOTHING = "–";

  private final Console console;

  @Option(names = "--experiment", paramLabel = "NAME", description = "Only runs of this pipeline.")
  private String experiment;

  @Option(
      names = "--status",
      description = "Only runs that are running, scheduled, finished, failed or killed.")
  private RunStatus status;

  @Option(
      names = "--where",
      paramLabel = "METRIC<VALUE",
      description = "Only runs whose metric compares so, with <, <=, >, >= or =; may be repeated.")
  private List<String> conditions = new ArrayList<>();

  @Option(
      names = "--sort",
      paramLabel = "METRIC",
      description = "The smallest value first; runs without one come last.")
  private String sort;

  @Option(names = "--descending", description = "The largest value first.")
  private boolean descending;

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most so many (default: ${DEFAULT-VALUE}).")
  private int last;

  @Mixin private JsonOption json;

  @Mixin private HomeOption home;

  RunsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (last < 1 || last > MOST) {
      throw new UserFailure(
          CommandError.COMMAND_LINE_INVALID,
          "--last is %d, which is not from 1 to %d.".formatted(last, MOST),
          "Give a number in this range, or leave it out.");
    }
    if (descending && sort == null) {
      throw new UserFailure(
          CommandError.COMMAND_LINE_INVALID,
          "--descending has nothing to sort by.",
          "Name a metric with --sort.");
    }
    List<MetricCondition> wanted = conditions.stream().map(MetricCondition::parse).toList();
    try (HomeToRead read = HomeToRead.of(home.path());
        Services services = Services.open(read.path())) {
      print(listed(new PipelineRuns(services.tracking(), services.store()), wanted));
    }
    return ExitCode.DONE.code();
  }

  private List<MeasuredRun> listed(PipelineRuns runs, List<MetricCondition> wanted) {
    List<PipelineRun> known = runs.of(Optional.ofNullable(experiment), MOST);
    if (experiment != null && known.isEmpty()) {
      throw new UnknownNames(runs.of(Optional.empty(), MOST)).pipeline(experiment);
    }
    Predicate<PipelineRun> meant = run -> status == null || run.status() == status;
    if (wanted.isEmpty() && sort == null) {
      // The figures of those that are shown are enough.
      return measured(runs, known.stream().filter(meant).limit(last).toList());
    }
    List<MeasuredRun> all = measured(runs, known);
    Stream.concat(wanted.stream().map(MetricCondition::metric), Stream.ofNullable(sort))
        .forEach(metric -> UnknownNames.requireMetric(metric, all));
    return all.stream()
        .filter(run -> meant.test(run.run()))
        .filter(run -> wanted.stream().allMatch(condition -> condition.holdsFor(run)))
        .sorted(order())
        .limit(last)
        .toList();
  }

  private static List<MeasuredRun> measured(PipelineRuns runs, List<PipelineRun> found) {
    return found.parallelStream().map(run -> new MeasuredRun(run, runs.figures(run))).toList();
  }

  private Comparator<MeasuredRun> order() {
    if (sort == null) {
      return (one, other) -> 0;
    }
    Comparator<Double> values = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
    return Comparator.comparing(run -> run.metrics().get(sort), Comparator.nullsLast(values));
  }

  private void print(List<MeasuredRun> runs) throws IOException {
    if (json.wanted()) {
      for (MeasuredRun run : runs) {
        console.out().println(JSON.writeValueAsString(object(run)));
      }
    } else if (runs.isEmpty()) {
      console.out().println("There is no such run.");
    } else {
      console.out().print(table(runs));
      for (MeasuredRun measured : runs) {
        measured
            .problems()
            .forEach(problem -> console.out().println(measured.run().name() + ": " + problem));
      }
    }
  }

  private TextTable table(List<MeasuredRun> runs) {
    List<String> figures = new ArrayList<>(FIGURES);
    if (sort != null && !figures.contains(sort)) {
      figures.add(sort);
    }
    List<String> header =
        new ArrayList<>(List.of("started", "pipeline", "name", "run", "", "took"));
    header.addAll(figures);
    Instant now = Instant.now();
    TextTable table = new TextTable(header.toArray(String[]::new));
    for (MeasuredRun measured : runs) {
      PipelineRun run = measured.run();
      List<String> row = new ArrayList<>();
      row.add(MINUTES.format(run.started()));
      row.add(run.pipeline());
      row.add(run.name());
      row.add(SelectedRuns.abbreviated(run.id()));
      row.add(run.status().name().toLowerCase(Locale.ROOT));
      row.add(run.elapsedAt(now).map(Amounts::duration).orElse(NOTHING));
      figures.forEach(figure -> row.add(figure(measured, figure)));
      table.row(row.toArray(String[]::new));
    }
    return table;
  }

  private static String figure(MeasuredRun run, String name) {
    Double value = run.metrics().get(name);
    return value == null ? NOTHING : String.format(Locale.ROOT, "%.4f", value);
  }

  private static ObjectNode object(MeasuredRun measured) {
    PipelineRun run = measured.run();
    ObjectNode object =
        JSON.createObjectNode()
            .put("run", run.id())
            .put("pipeline", run.pipeline())
            .put("name", run.name())
            .put("status", run.status().name().toLowerCase(Locale.ROOT))
            .put("started", run.started().toString());
    run.elapsed().ifPresent(elapsed -> object.put("seconds", elapsed.toMillis() / 1000.0));
    object.set("metrics", JSON.valueToTree(measured.metrics()));
    if (!measured.problems().isEmpty()) {
      object.set("problems", JSON.valueToTree(measured.problems()));
    }
    return object;
  }
}
