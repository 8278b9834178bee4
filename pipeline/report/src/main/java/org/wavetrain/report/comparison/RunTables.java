package org.wavetrain.report.comparison;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.PublishedResult;
import org.wavetrain.evaluation.EvaluationArtifact.Slice;
import org.wavetrain.report.MetricTitles;
import org.wavetrain.report.Wording;
import org.wavetrain.report.comparison.Grid.Cell;
import org.wavetrain.report.comparison.Grid.Heading;
import org.wavetrain.report.comparison.Grid.Row;
import org.wavetrain.report.comparison.Grid.Whisker;

/** The tables of the page. */
final class RunTables {
  private static final String SPEAKER = "speaker";
  private static final int MOST_SPEAKERS = 30;
  private static final Map<String, String> SHARES = shares();

  private final Comparison comparison;
  private final List<Heading> runs;

  RunTables(Comparison comparison) {
    this.comparison = comparison;
    this.runs =
        IntStream.range(0, comparison.runs().size())
            .mapToObj(index -> heading(comparison, index))
            .toList();
  }

  private static Map<String, String> shares() {
    Map<String, String> shares = new LinkedHashMap<>();
    shares.put("wer", "Word error rate");
    shares.put("cer", "Character error rate");
    shares.put("accuracy", "Classification accuracy");
    shares.put("macro_f1", "Macro F1");
    shares.put("validation_wer", "Word error rate, validation");
    shares.put("validation_cer", "Character error rate, validation");
    shares.put("validation_accuracy", "Accuracy, validation");
    return shares;
  }

  private static Heading heading(Comparison comparison, int index) {
    ComparedRun run = comparison.runs().get(index).run();
    String status = run.status().name().toLowerCase(Locale.ROOT);
    List<String> notes = new ArrayList<>();
    if (index == comparison.baseline() && comparison.runs().size() > 1) {
      notes.add("baseline");
    }
    if (!status.equals("finished")) {
      notes.add(status);
    }
    return new Heading(run.name(), index, String.join(", ", notes));
  }

  /** The figures of the evaluations, with their intervals. */
  Grid metrics() {
    List<Row> rows = new ArrayList<>();
    SHARES.forEach(
        (metric, title) -> {
          if (anyHas(metric)) {
            rows.add(new Row(Heading.of(title), shares(metric)));
          }
        });
    for (String count : List.of("utterances", "words", "labelled_utterances")) {
      if (anyHas(count)) {
        rows.add(
            new Row(
                Heading.of(Wording.field(count)),
                cells(run -> number(run.metrics().get(count), Wording::figure))));
      }
    }
    return Grid.ofRuns(
            "Figures of the test split, with 95 % intervals where they were drawn; bold is best",
            "Figure", runs, rows)
        .unfolded();
  }

  private boolean anyHas(String metric) {
    return comparison.runs().stream().anyMatch(run -> run.metrics().containsKey(metric));
  }

  private List<Cell> shares(String metric) {
    return rates(
        !metric.contains("accuracy") && !metric.contains("f1"),
        comparison.runs().stream()
            .map(
                run ->
                    new Rate(
                        run.metrics().get(metric),
                        run.metrics().get(metric + "_low"),
                        run.metrics().get(metric + "_high")))
            .toList());
  }

  private record Rate(Double value, Double low, Double high) {
    static final Rate NONE = new Rate(null, null, null);
  }

  private static List<Cell> rates(boolean lowerIsBetter, List<Rate> rates) {
    List<Double> values =
        rates.stream().map(Rate::value).filter(Objects::nonNull).distinct().toList();
    Comparator<Double> order =
        lowerIsBetter ? Comparator.naturalOrder() : Comparator.reverseOrder();
    Optional<Double> best = values.size() < 2 ? Optional.empty() : values.stream().min(order);
    double most =
        rates.stream()
            .map(rate -> rate.high() == null ? rate.value() : rate.high())
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(1);
    return rates.stream().map(rate -> cell(rate, best, most)).toList();
  }

  private static Cell cell(Rate rate, Optional<Double> best, double most) {
    if (rate.value() == null) {
      return Cell.NOTHING;
    }
    boolean sure = rate.low() != null && rate.high() != null;
    return new Cell(
        Wording.percent(rate.value()),
        sure ? Wording.percent(rate.low()) + " to " + Wording.percent(rate.high()) : "",
        sure
            ? Optional.of(Whisker.of(rate.low(), rate.value(), rate.high(), most))
            : Optional.empty(),
        best.equals(Optional.of(rate.value())),
        true);
  }

  private List<Cell> cells(Function<RunResults, Cell> cell) {
    return comparison.runs().stream().map(cell).toList();
  }

  private static Cell number(Double value, Function<Double, String> text) {
    return value == null ? Cell.NOTHING : Cell.number(text.apply(value));
  }

  Grid parameters() {
    DifferingParameters parameters = comparison.parameters();
    List<Row> rows =
        parameters.names().stream()
            .map(
                name ->
                    new Row(
                        Heading.of(name),
                        parameters.values().stream()
                            .map(ofRun -> Cell.text(ofRun.getOrDefault(name, "–")))
                            .toList()))
            .toList();
    return Grid.ofRuns("All others are equal", "Parameter", runs, rows);
  }

  /** Error rates where a model can stop, with the share of its compute. */
  Optional<Grid> exits() {
    TreeSet<String> exits =
        new TreeSet<>(
            Comparator.comparing((String exit) -> exit.startsWith("_entropy"))
                .thenComparingDouble(exit -> Double.parseDouble(exit.replaceAll("[^0-9.]", ""))));
    comparison.runs().forEach(run -> exits.addAll(ExitFigures.exits(run.metrics())));
    if (exits.size() < 2) {
      return Optional.empty();
    }
    List<Row> rows = new ArrayList<>();
    for (String exit : exits) {
      rows.add(
          new Row(
              Heading.of(ExitFigures.title(exit)),
              cells(
                  run -> {
                    Double rate = run.metrics().get("wer" + exit);
                    Double compute = run.metrics().get("compute" + exit);
                    return rate == null
                        ? Cell.NOTHING
                        : new Cell(
                            Wording.percent(rate),
                            compute == null ? "" : Wording.percent(compute) + " of compute",
                            Optional.empty(),
                            false,
                            true);
                  })));
    }
    return Optional.of(
        Grid.ofRuns(
            "Word error rate by exit, and the share of the model's own compute",
            "Exit",
            runs,
            rows));
  }

  /** One table for each kind of slice; of speakers, those where the runs differ most. */
  List<Grid> slices() {
    Map<String, Map<String, List<Rate>>> kinds = new TreeMap<>();
    for (int index = 0; index < comparison.runs().size(); index++) {
      List<Slice> slices =
          comparison.runs().get(index).evaluation().map(some -> some.slices()).orElse(List.of());
      for (Slice slice : slices) {
        List<Rate> rates =
            kinds
                .computeIfAbsent(slice.kind(), kind -> new LinkedHashMap<>())
                .computeIfAbsent(
                    slice.value() + " · " + slice.set(),
                    value ->
                        new ArrayList<>(Collections.nCopies(comparison.runs().size(), Rate.NONE)));
        rates.set(index, new Rate(slice.wer(), slice.werLow(), slice.werHigh()));
      }
    }
    return kinds.entrySet().stream()
        .flatMap(kind -> slices(kind.getKey(), kind.getValue()))
        .toList();
  }

  private Stream<Grid> slices(String kind, Map<String, List<Rate>> values) {
    values.values().removeIf(rates -> rates.stream().allMatch(rate -> rate.value() == null));
    if (values.isEmpty()) {
      return Stream.empty();
    }
    Comparator<Map.Entry<String, List<Rate>>> order =
        kind.equals(SPEAKER)
            ? Comparator.comparingDouble(entry -> -spread(entry.getValue()))
            : Map.Entry.comparingByKey(
                Comparator.comparing(RunTables::firstNumber)
                    .thenComparing(Comparator.naturalOrder()));
    List<Row> rows =
        values.entrySet().stream()
            .sorted(order)
            .limit(MOST_SPEAKERS)
            .map(entry -> new Row(Heading.of(entry.getKey()), rates(true, entry.getValue())))
            .toList();
    String caption = "Word error rate by " + kind;
    if (rows.size() < values.size()) {
      caption += ": the %d of %d where the runs differ most".formatted(rows.size(), values.size());
    }
    Grid grid = Grid.ofRuns(caption, Wording.field(kind), runs, rows);
    return Stream.of(kind.equals(SPEAKER) ? grid.onRequest() : grid);
  }

  /** So that 10-20s comes after 2-5s. */
  private static double firstNumber(String value) {
    String digits = value.replaceAll("^([0-9]*).*$", "$1");
    return digits.isEmpty() ? Double.POSITIVE_INFINITY : Double.parseDouble(digits);
  }

  private static double spread(Collection<Rate> rates) {
    double[] values =
        rates.stream()
            .map(Rate::value)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    return values.length == 0 ? 0 : values[values.length - 1] - values[0];
  }

  Grid cost() {
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            Heading.of("Time of the run"),
            cells(
                run ->
                    run.run()
                        .elapsed()
                        .map(elapsed -> Cell.number(Wording.duration(elapsed)))
                        .orElse(Cell.NOTHING))));
    rows.add(
        new Row(
            new Heading("Time to make all artifacts", -1, "those from the cache too"),
            cells(
                run ->
                    run.manifests().isEmpty()
                        ? Cell.NOTHING
                        : Cell.number(Wording.duration(run.cost().making())))));
    if (comparison.runs().stream().anyMatch(run -> run.cost().wattHours().isPresent())) {
      rows.add(
          new Row(
              new Heading("Energy of the processors", -1, "of the stages that the run made"),
              cells(run -> energy(run.cost().wattHours()))));
    }
    rows.add(
        new Row(
            Heading.of("Bytes of artifacts"),
            cells(
                run ->
                    run.manifests().isEmpty()
                        ? Cell.NOTHING
                        : Cell.number(Wording.bytes(run.cost().bytes())))));
    return Grid.ofRuns("What the runs took", "Cost", runs, rows);
  }

  private static Cell energy(OptionalDouble wattHours) {
    return wattHours.isPresent()
        ? Cell.number(Wording.figure(wattHours.getAsDouble()) + "\u00a0Wh")
        : Cell.NOTHING;
  }

  /** How long each stage took to make. */
  Grid stages() {
    return Grid.ofRuns(
            "Time to make each stage's artifact",
            "Stage",
            runs,
            stageRows(manifest -> Cell.number(Wording.duration(manifest.elapsed()))))
        .onRequest();
  }

  /** Which artifacts the runs have in common. */
  Grid artifacts() {
    List<Row> rows =
        new ArrayList<>(stageRows(manifest -> Cell.text(manifest.key().digest().abbreviated())));
    rows.add(
        new Row(
            Heading.of("corpus of the evaluation"),
            cells(
                run ->
                    run.testSet().isEmpty()
                        ? Cell.NOTHING
                        : Cell.text(
                            String.join(
                                " ", run.testSet().stream().map(Sha256::abbreviated).toList())))));
    return Grid.ofRuns("Keys of artifacts; equal keys are the same artifact", "Stage", runs, rows)
        .onRequest();
  }

  private List<Row> stageRows(Function<Manifest, Cell> cell) {
    Map<String, Boolean> stages = new LinkedHashMap<>();
    comparison
        .runs()
        .forEach(run -> run.manifests().keySet().forEach(stage -> stages.put(stage, true)));
    return stages.keySet().stream()
        .map(
            stage ->
                new Row(
                    Heading.of(stage),
                    cells(
                        run ->
                            run.manifests().containsKey(stage)
                                ? cell.apply(run.manifests().get(stage))
                                : Cell.NOTHING)))
        .toList();
  }

  /** What others published, beside what the runs came to. */
  Optional<Grid> published(List<PublishedResult> published) {
    if (published.isEmpty()) {
      return Optional.empty();
    }
    List<Heading> columns = new ArrayList<>();
    columns.add(Heading.of("Published"));
    columns.addAll(runs);
    List<Row> rows =
        published.stream()
            .map(
                result -> {
                  List<Cell> cells = new ArrayList<>();
                  cells.add(Cell.number(Wording.percent(result.value())));
                  cells.addAll(
                      cells(run -> number(run.metrics().get(result.metric()), Wording::percent)));
                  return new Row(
                      new Heading(
                          MetricTitles.of(result.metric()),
                          -1,
                          result.measured() + ", " + result.source()),
                      cells);
                })
            .toList();
    return Optional.of(
        new Grid(
            "What others reached with the recipe, on the corpus that they name, beside these runs on"
                + " their own recordings",
            "Figure",
            columns,
            rows,
            false));
  }
}
