package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.report.PipelineRun;
import org.wavetrain.report.PipelineRuns;
import org.wavetrain.report.comparison.Comparison;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets runs side by side. */
@Command(
    name = "compare",
    description = {
      "Shows what runs differ in, what came of it and whether the difference is real, and writes a"
          + " page with learning curves and recordings.",
      "For example: wavetrain compare --experiment my-words --last 2"
    },
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  private static final String PAGE = "comparison.html";

  /** As many as are looked through of each pipeline. */
  private static final int MOST_KNOWN = 1000;

  private static final int MOST_COMPARED = 100;
  private static final int USUAL_LAST = 10;

  private final Console console;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..*",
      description = "A run's id, the beginning of one, or its name.")
  private List<String> named = new ArrayList<>();

  @Option(names = "--last", paramLabel = "N", description = "The newest so many runs as well.")
  private Integer last;

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description =
          "Only runs of this pipeline; alone, its " + USUAL_LAST + " newest that there are.")
  private String experiment;

  @Option(
      names = "--baseline",
      paramLabel = "RUN",
      description =
          "What the others are compared with (default: the run whose model is in service, or the"
              + " oldest).")
  private String baseline;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where the page goes (default: " + PAGE + " in the home).")
  private Path output;

  @Option(
      names = "--recordings",
      paramLabel = "MEGABYTES",
      defaultValue = "" + RunComparisons.RECORDING_MEGABYTES,
      description = "How large all recordings in the page may be (default: ${DEFAULT-VALUE}).")
  private int recordings;

  @Mixin private JsonOption json;

  @Mixin private HomeOption home;

  CompareCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    check();
    Optional.ofNullable(output).ifPresent(OutputTrial::file);
    try (HomeToRead read = HomeToRead.of(home.path());
        Services services = Services.open(read.path())) {
      compare(
          new RunComparisons(services), new PipelineRuns(services.tracking(), services.store()));
    }
    return ExitCode.DONE.code();
  }

  private void check() {
    if (last != null && (last < 1 || last > MOST_COMPARED)) {
      throw invalid(
          "--last is %d, which is not from 1 to %d.".formatted(last, MOST_COMPARED),
          "Give a number in this range, or name the runs.");
    }
    if (recordings < 0) {
      throw invalid("--recordings is " + recordings + ".", "Give 0 for none, or more.");
    }
    if (named.isEmpty() && last == null && experiment == null) {
      throw invalid("No run is named.", "Name runs, or give --last 2 or --experiment NAME.");
    }
  }

  private static UserFailure invalid(String sentence, String remedy) {
    return new UserFailure(CommandError.COMMAND_LINE_INVALID, sentence, remedy);
  }

  private void compare(RunComparisons comparisons, PipelineRuns runs) throws IOException {
    List<PipelineRun> all = runs.of(Optional.ofNullable(experiment), MOST_KNOWN);
    if (experiment != null && all.isEmpty()) {
      throw new UnknownNames(runs.of(Optional.empty(), MOST_KNOWN)).pipeline(experiment);
    }
    SelectedRuns known = new SelectedRuns(all);
    List<PipelineRun> selected = known.of(named, newest());
    Optional<PipelineRun> wanted = Optional.ofNullable(baseline).map(known::find);
    wanted.filter(run -> !selected.contains(run)).ifPresent(selected::add);
    if (selected.size() < 2) {
      throw new UserFailure(
          CommandError.NOTHING_TO_COMPARE,
          selected.isEmpty()
              ? "There is no such run."
              : "Only the run " + selected.get(0).name() + " would be compared.",
          "Name another run, or give --last 2; `wavetrain runs` lists what there is.");
    }
    Path page = output == null ? home.path().resolve(PAGE) : output;
    Comparison comparison = comparisons.write(selected, wanted, recordings, page);
    if (json.wanted()) {
      console.out().println(ComparisonJson.of(comparison, page));
    } else {
      console.out().print(new ComparisonText(console.terminal()).of(comparison));
      console.out().println();
      console.out().println("page: " + page);
    }
  }

  private int newest() {
    if (last != null) {
      return last;
    }
    return named.isEmpty() ? USUAL_LAST : 0;
  }
}
