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

/** What the tests of faults came to, in all modules. */
public final class FaultTable {
  /** How the name of a file ends that {@link FaultRecorder} writes. */
  static final String RECORD = ".tsv";

  /** Where it does so, below a module. */
  private static final Path FOLDER = Path.of("target", "faults");

  private static final int DEPTH = 5;

  private final List<FaultCase> cases;

  private FaultTable(List<FaultCase> cases) {
    this.cases = cases;
  }

  /**
   * Prints the table, and ends with status 1 when a case failed, when there is none of an area, or
   * when the document says something else.
   *
   * @param arguments the folder of the project, and the document that has the table; after them
   *     {@code --write} to write the table into the document, {@code --untried=refused} to end with
   *     status 1, too, when there is something that cannot be tried on this machine
   */
  public static void main(String[] arguments) throws IOException {
    FaultTable table = read(Path.of(arguments[0]));
    FaultDocument document = new FaultDocument(Path.of(arguments[1]));
    table.text().forEach(System.out::println);
    List<String> complaints = table.complaints();
    boolean refused = List.of(arguments).contains("--untried=refused");
    table.untried().forEach(refused ? complaints::add : System.out::println);
    if (List.of(arguments).contains("--write")) {
      document.write(table.markdown());
    } else {
      complaints.addAll(document.differences(table.markdown()));
    }
    complaints.forEach(System.err::println);
    if (!complaints.isEmpty()) {
      System.exit(1);
    }
  }

  /** Reads what every module of a project has recorded. */
  static FaultTable read(Path project) throws IOException {
    List<FaultCase> cases = new ArrayList<>();
    try (Stream<Path> files = Files.walk(project.toAbsolutePath(), DEPTH)) {
      for (Path file : files.filter(FaultTable::isRecord).toList()) {
        Files.readAllLines(file).forEach(line -> cases.add(FaultCase.parse(line)));
      }
    }
    cases.sort(
        Comparator.comparing(FaultCase::area)
            .thenComparing(FaultCase::injected)
            .thenComparing(FaultCase::test));
    return new FaultTable(cases);
  }

  private static boolean isRecord(Path file) {
    return file.getParent().endsWith(FOLDER) && file.toString().endsWith(RECORD);
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

  /** A table for each area, as Markdown. */
  List<String> markdown() {
    List<String> lines = new ArrayList<>();
    FaultArea area = null;
    for (FaultCase tried : cases) {
      if (tried.area() != area) {
        area = tried.area();
        lines.add("");
        lines.add("### " + area.title());
        lines.add("");
        lines.add("| Injected | Outcome | Held by |");
        lines.add("|---|---|---|");
      }
      lines.add(
          "| %s | %s | `%s` |"
              .formatted(cell(tried.injected()), cell(tried.outcome()), tried.test()));
    }
    lines.add("");
    return lines;
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
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

  /** What this machine does not let a test do. */
  List<String> untried() {
    return cases.stream()
        .filter(tried -> tried.trials() == 0)
        .map(tried -> "NOT TRIED on this machine: " + tried.test())
        .toList();
  }

  private static String result(FaultCase tried) {
    if (tried.trials() == 0) {
      return "cannot be tried on this machine";
    }
    String trials = tried.trials() == 1 ? "1 trial" : tried.trials() + " trials";
    return tried.failed() == 0 ? trials : trials + ", " + tried.failed() + " FAILED";
  }
}
