package org.wavetrain.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Prints what the tests of faults came to, in all modules. */
public final class FaultTable {
  private static final String RECORD = "faults.tsv";
  private static final int DEPTH = 4;

  private final List<FaultCase> cases;

  private FaultTable(List<FaultCase> cases) {
    this.cases = cases;
  }

  /**
   * Prints the table, and ends with status 1 when a case failed or something was not tried at all.
   *
   * @param arguments the folder of the project; {@code --markdown} for a table of Markdown
   */
  public static void main(String[] arguments) throws IOException {
    FaultTable table = read(Path.of(arguments[0]));
    boolean markdown = List.of(arguments).contains("--markdown");
    (markdown ? table.markdown() : table.text()).forEach(System.out::println);
    if (!table.complaints().isEmpty()) {
      table.complaints().forEach(System.err::println);
      System.exit(1);
    }
  }

  /** Reads what every module of a project has recorded. */
  static FaultTable read(Path project) throws IOException {
    List<FaultCase> cases = new ArrayList<>();
    try (Stream<Path> files = Files.walk(project, DEPTH)) {
      for (Path file : files.filter(path -> path.endsWith(Path.of("target", RECORD))).toList()) {
        Files.readAllLines(file).forEach(line -> cases.add(FaultCase.parse(line)));
      }
    }
    cases.sort(
        Comparator.comparing(FaultCase::area)
            .thenComparing(FaultCase::injected)
            .thenComparing(FaultCase::test));
    return new FaultTable(cases);
  }

  /** One case a line, under a heading for each area. */
  List<String> text() {
    List<String> lines = new ArrayList<>();
    FaultArea area = null;
    for (FaultCase tried : cases) {
      if (tried.area() != area) {
        area = tried.area();
        lines.add("");
        lines.add(area.title());
      }
      lines.add("  " + tried.injected() + ": " + tried.outcome() + " (" + result(tried) + ")");
    }
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%d cases, %d trials, %d failed",
            cases.size(),
            cases.stream().mapToInt(FaultCase::trials).sum(),
            cases.stream().mapToInt(FaultCase::failed).sum()));
    return lines;
  }

  /** The rows of docs/reliability.md. */
  List<String> markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("| Area | Injected | Outcome | Test |");
    lines.add("|---|---|---|---|");
    cases.forEach(
        tried ->
            lines.add(
                "| %s | %s | %s | `%s` |"
                    .formatted(
                        tried.area().title(), tried.injected(), tried.outcome(), tried.test())));
    return lines;
  }

  /** Why the table is not to be trusted in; none if it is. */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    cases.stream()
        .filter(tried -> tried.failed() > 0)
        .forEach(tried -> complaints.add("FAILED: " + tried.test() + ", " + result(tried)));
    Set<FaultArea> missing = EnumSet.allOf(FaultArea.class);
    cases.forEach(tried -> missing.remove(tried.area()));
    missing.forEach(area -> complaints.add("MISSING: nothing was tried of " + area.title()));
    return complaints;
  }

  private static String result(FaultCase tried) {
    String trials = tried.trials() == 1 ? "1 trial" : tried.trials() + " trials";
    return tried.failed() == 0 ? trials : trials + ", " + tried.failed() + " FAILED";
  }
}
