package org.wavetrain.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.evaluation.Figures;
import org.wavetrain.report.Part.Column;
import org.wavetrain.report.Part.Table;
import org.wavetrain.report.ReportPage.Section;

/** Writes a page that sets runs of one pipeline side by side: what differs, and what came of it. */
public final class ComparisonWriter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final String NONE = "–";

  /**
   * Writes the page, replacing the file if it is there.
   *
   * @param pipeline the pipeline's name
   * @param when the time that the page bears
   * @param artifacts what was read of the runs
   * @throws IOException when the file cannot be written
   */
  public void write(String pipeline, Instant when, ComparedArtifacts artifacts, Path file)
      throws IOException {
    List<ComparedRun> runs = artifacts.runs();
    List<Map<String, String>> parameters = new ArrayList<>();
    List<Map<String, String>> metrics = new ArrayList<>();
    List<Map<String, String>> keys = new ArrayList<>();
    for (ComparedRun run : runs) {
      Map<String, String> ofRun = new HashMap<>();
      Map<String, String> figures = new HashMap<>();
      Map<String, String> made = new HashMap<>();
      for (Map.Entry<String, ArtifactKey> artifact : run.artifacts().entrySet()) {
        ManifestParameters.of(artifacts.manifest(artifact.getValue()))
            .forEach((name, value) -> ofRun.put(artifact.getKey() + "." + name, value.toString()));
        made.put(artifact.getKey(), artifact.getValue().digest().abbreviated());
        artifacts
            .metrics(artifact.getValue())
            .forEach((name, value) -> figures.put(name, Figures.of(value)));
      }
      parameters.add(ofRun);
      metrics.add(figures);
      keys.add(made);
    }
    ReportWriter.write(
        new ReportPage(
            pipeline + ": comparison",
            "Written " + TIME.format(when),
            List.of(),
            caveat(artifacts.differingCorpora()),
            List.of(),
            List.of(
                section("results", "Results", "", table("metric", runs, metrics, true)),
                section(
                    "parameters",
                    "Parameters that differ",
                    "All others are equal.",
                    table("parameter", runs, differing(parameters), false)),
                section(
                    "artifacts",
                    "Artifacts",
                    "Equal keys are the same artifact.",
                    table("stage", runs, keys, false)))),
        file.toAbsolutePath());
  }

  private static String caveat(Set<String> differingCorpora) {
    return differingCorpora.isEmpty()
        ? ""
        : "The runs were not made of the same recordings: the corpora of %s differ. So the figures tell"
                .formatted(String.join(", ", differingCorpora))
            + " of the recordings as well as of the variants.";
  }

  private static Section section(String id, String title, String note, Table table) {
    return new Section(id, title, note, List.of(table.foldedIfLong(table.rows().size())));
  }

  private static Table table(
      String heading, List<ComparedRun> runs, List<Map<String, String>> values, boolean numbers) {
    List<Column> columns = new ArrayList<>(List.of(Column.text(heading)));
    runs.forEach(run -> columns.add(numbers ? Column.number(run.name()) : Column.text(run.name())));
    TreeSet<String> names = new TreeSet<>();
    values.forEach(ofRun -> names.addAll(ofRun.keySet()));
    List<List<String>> rows = new ArrayList<>();
    for (String name : names) {
      List<String> row = new ArrayList<>(List.of(name));
      values.forEach(ofRun -> row.add(ofRun.getOrDefault(name, NONE)));
      rows.add(row);
    }
    return new Table(heading + " by run", columns, rows);
  }

  private static List<Map<String, String>> differing(List<Map<String, String>> parameters) {
    TreeSet<String> names = new TreeSet<>();
    parameters.forEach(ofRun -> names.addAll(ofRun.keySet()));
    names.removeIf(
        name -> {
          HashSet<String> values = new HashSet<>();
          parameters.forEach(ofRun -> values.add(ofRun.getOrDefault(name, NONE)));
          return values.size() == 1;
        });
    return parameters.stream()
        .map(
            ofRun -> {
              Map<String, String> kept = new HashMap<>(ofRun);
              kept.keySet().retainAll(names);
              return kept;
            })
        .toList();
  }
}
