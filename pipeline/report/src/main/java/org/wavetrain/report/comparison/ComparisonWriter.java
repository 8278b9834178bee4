package org.wavetrain.report.comparison;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wavetrain.definition.PublishedResult;
import org.wavetrain.report.PageAssets;
import org.wavetrain.report.PageFile;
import org.wavetrain.report.PageTemplate;
import org.wavetrain.report.Wording;
import org.wavetrain.report.comparison.ComparedUtterances.Row;
import org.wavetrain.tracking.Tracking;

/**
 * Writes the page of a comparison: one HTML file that holds its style, scripts, data and recordings
 * and fetches nothing.
 */
public final class ComparisonWriter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** One in twenty intervals of 95 % misses; with more comparisons than this, some may well. */
  private static final int COMPARISONS_WITHOUT_A_WORD = 5;

  private final Tracking tracking;
  private final Recordings recordings;
  private final long recordingBytes;

  /**
   * @param tracking has the learning curves
   * @param recordings where recordings come from; {@link Recordings#NONE} for a page without
   * @param recordingBytes how large all recordings in the page may be together, before base64 makes
   *     them a third larger
   */
  public ComparisonWriter(Tracking tracking, Recordings recordings, long recordingBytes) {
    this.tracking = tracking;
    this.recordings = recordings;
    this.recordingBytes = recordingBytes;
  }

  /**
   * Writes the page, replacing the file if it is there.
   *
   * @param published what others reached with the runs' recipe; may be empty
   * @param when the time that the page bears
   * @throws IOException when something cannot be read or the file cannot be written
   */
  public void write(Comparison comparison, List<PublishedResult> published, Instant when, Path file)
      throws IOException {
    Map<String, Object> page = page(comparison, published, when);
    PageFile.write(file, writer -> fill(page, writer));
  }

  /**
   * The page as text.
   *
   * @param published what others reached with the runs' recipe; may be empty
   * @param when the time that the page bears
   * @throws IOException when something cannot be read
   */
  public String html(Comparison comparison, List<PublishedResult> published, Instant when)
      throws IOException {
    StringWriter writer = new StringWriter();
    fill(page(comparison, published, when), writer);
    return writer.toString();
  }

  private static void fill(Map<String, Object> page, Writer writer) throws IOException {
    new PageTemplate()
        .write(
            "comparison",
            PageAssets.style() + PageAssets.of("comparison.css"),
            PageAssets.of("comparison.js"),
            page,
            writer);
  }

  private Map<String, Object> page(
      Comparison comparison, List<PublishedResult> published, Instant when) throws IOException {
    RunColumns columns = RunColumns.of(comparison);
    List<RunCurves> curves = RunCurves.read(comparison.runs(), tracking);
    ComparedUtterances utterances = ComparedUtterances.of(comparison.runs());
    PlayableRecordings found =
        PlayableRecordings.find(recordings, comparison.runs(), utterances.rows(), recordingBytes);
    List<ComparedRun> runs = comparison.runs().stream().map(RunResults::run).toList();
    Map<String, Object> page = new HashMap<>();
    page.put(
        "title",
        runs.stream().map(ComparedRun::pipeline).distinct().collect(Collectors.joining(", ")));
    page.put("subtitle", subtitle(comparison, when));
    page.put("caveats", caveats(comparison));
    page.put("runs", runs);
    page.put("baseline", comparison.baseline());
    page.put("other", other(comparison));
    page.put("differences", comparison.differences());
    page.put("metrics", MetricTable.of(columns));
    page.put("parameters", ParameterTable.of(columns, comparison.parameters()));
    page.put("curves", curves);
    page.put("exits", ExitTable.of(columns).map(List::of).orElse(List.of()));
    page.put("slices", SliceTables.of(columns));
    page.put("cost", CostTables.whole(columns));
    page.put("stages", CostTables.stages(columns));
    page.put("artifacts", ArtifactTable.of(columns));
    page.put("published", PublishedTable.of(columns, published).map(List::of).orElse(List.of()));
    page.put("utterances", utterances.rows().size());
    page.put("utteranceNotes", utteranceNotes(utterances, found));
    page.put("data", new PageData(comparison, curves, utterances, found).base64());
    return page;
  }

  private static String subtitle(Comparison comparison, Instant when) {
    String runs = Wording.count(comparison.runs().size(), "run", "runs");
    return comparison.runs().size() == 1
        ? "%s. Written %s".formatted(runs, TIME.format(when))
        : "%s, compared with %s. Written %s"
            .formatted(runs, comparison.baselineRun().run().name(), TIME.format(when));
  }

  /** The run that the page's utterances show beside the baseline first. */
  private static int other(Comparison comparison) {
    for (int run = 0; run < comparison.runs().size(); run++) {
      if (run != comparison.baseline() && comparison.runs().get(run).evaluation().isPresent()) {
        return run;
      }
    }
    return comparison.baseline();
  }

  private static List<String> caveats(Comparison comparison) {
    List<String> caveats = new ArrayList<>(comparison.problems());
    Set<String> corpora = comparison.differingCorpora();
    if (!corpora.isEmpty()) {
      caveats.add(
          "The runs were not made of the same recordings: the corpora of %s differ. So the figures tell of the recordings as well as of the parameters."
              .formatted(String.join(", ", corpora)));
    }
    if (comparison.differences().size() > COMPARISONS_WITHOUT_A_WORD) {
      caveats.add(
          "Of %d comparisons with 95 %% intervals, about %d would tell of a difference even if there were none."
              .formatted(
                  comparison.differences().size(),
                  Math.max(1, Math.round(comparison.differences().size() * 0.05))));
    }
    return caveats;
  }

  private static List<String> utteranceNotes(
      ComparedUtterances utterances, PlayableRecordings found) {
    List<String> notes = new ArrayList<>();
    if (utterances.left() > 0) {
      notes.add(
          "%s more, in which the runs differ least, are left out."
              .formatted(Wording.count(utterances.left(), "utterance", "utterances")));
    }
    List<Row> differing = utterances.rows().stream().filter(Row::isHeardDifferently).toList();
    long playable = differing.stream().filter(row -> found.of(row).isPresent()).count();
    if (playable > 0) {
      notes.add(
          playable < differing.size()
              ? "Of %s that the runs heard differently, the %s that differ most can be played."
                  .formatted(
                      Wording.count(differing.size(), "utterance", "utterances"),
                      Wording.count(playable))
              : "Those that the runs heard differently can be played.");
    }
    Optional.of(found.remark()).filter(remark -> !remark.isEmpty()).ifPresent(notes::add);
    return notes;
  }
}
