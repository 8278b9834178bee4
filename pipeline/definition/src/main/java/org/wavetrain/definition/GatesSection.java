package org.wavetrain.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.wavetrain.definition.Gates.Bound;
import org.wavetrain.definition.Gates.NoWorse;
import org.wavetrain.definition.Gates.Side;

/** Reads the {@code gates} of the {@code register} part of a pipeline file. */
record GatesSection(Reporter problems) {
  private static final String WHAT = "gates of register";
  private static final String NO_WORSE = "no_worse";
  private static final String TEST_SET = "test_set";
  private static final String PARITY = "max_parity_difference";
  private static final String SIZE = "max_size";
  private static final String SPEED = "max_real_time_factor";

  /** Keys that are no bound of a metric. */
  private static final List<String> OTHERS = List.of(NO_WORSE, TEST_SET, PARITY, SIZE, SPEED);

  private static final Pattern BOUND = Pattern.compile("(max|min)_([a-z0-9_.A-Z-]+)");

  /** What metrics of evaluations are called, or how their names begin; docs/artifacts.md. */
  private static final List<String> METRICS =
      List.of(
          "wer",
          "cer",
          "accuracy",
          "macro_f1",
          "utterances",
          "labelled_utterances",
          "words",
          "layers",
          "compute",
          "shared_speakers",
          "shared_sentences");

  /** Fractions: one that is written in percent is never reached, or never broken. */
  private static final List<String> SHARES = List.of("accuracy", "macro_f1");

  /** Fractions, too, which words that were never said take above 1, though hardly above 2. */
  private static final List<String> ERROR_RATES = List.of("wer", "cer");

  private static final List<String> COUNTS =
      List.of("utterances", "labelled_utterances", "words", "shared_speakers", "shared_sentences");

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{8,64}");
  private static final ParameterType.Number ANY =
      new ParameterType.Number(-Double.MAX_VALUE, Double.MAX_VALUE);
  private static final ParameterType.Number POSITIVE =
      new ParameterType.Number(Double.MIN_VALUE, Double.MAX_VALUE);
  private static final ParameterType.Number SHARE = new ParameterType.Number(0, 1);

  /** One-sided: below a half, it would take a worse model for no worse. */
  private static final ParameterType.Number CONFIDENCE = new ParameterType.Number(0.5, 0.9999);

  private static final double USUAL_CONFIDENCE = 0.95;

  /** By which evaluations divide utterances; docs/artifacts.md. */
  private static final List<String> SLICES =
      List.of("duration", "set", "severity", "sex", "speaker");

  Gates read(Node node) {
    return YamlMapping.read(node, WHAT, problems).map(this::gates).orElse(Gates.NONE);
  }

  private Gates gates(YamlMapping mapping) {
    List<Bound> bounds = new ArrayList<>();
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!OTHERS.contains(key)) {
                bound(key, entry).ifPresent(bounds::add);
              }
            });
    return new Gates(
        bounds,
        mapping.get(NO_WORSE).flatMap(this::noWorse),
        mapping.get(TEST_SET).flatMap(this::digest),
        mapping.get(PARITY).flatMap(value -> values(PARITY).number(POSITIVE, value)),
        mapping.get(SIZE).flatMap(new YamlAmounts(SIZE + " of " + WHAT, problems)::mebibytes),
        mapping.get(SPEED).flatMap(value -> values(SPEED).number(POSITIVE, value)));
  }

  private Optional<Bound> bound(String key, YamlMapping.Entry entry) {
    Matcher parts = BOUND.matcher(key);
    if (!parts.matches() || !isOneOf(METRICS, parts.group(2))) {
      List<String> known = new ArrayList<>(OTHERS);
      METRICS.forEach(metric -> known.addAll(List.of("max_" + metric, "min_" + metric)));
      problems.report(entry.key(), "There is no gate " + key + ".", Suggestion.remedy(key, known));
      return Optional.empty();
    }
    Side side = parts.group(1).equals("max") ? Side.MAX : Side.MIN;
    String metric = parts.group(2);
    return values(key)
        .number(ANY, entry.value())
        .filter(limit -> isPossible(key, metric, limit, entry.value()))
        .map(limit -> new Bound(metric, limit, side));
  }

  private boolean isPossible(String key, String metric, double limit, Node node) {
    String is = values(key).name() + " is " + limit;
    OptionalInt most = mostOf(metric);
    if (most.isPresent() && (limit < 0 || limit > most.getAsInt())) {
      problems.report(
          node,
          "%s, outside 0 to %d.".formatted(is, most.getAsInt()),
          "Write a fraction, such as 0.2 for 20 percent.");
      return false;
    }
    if (isOneOf(COUNTS, metric) && (limit < 0 || limit != Math.rint(limit))) {
      problems.report(node, is + ", which is no count.", "Write a whole number of at least 0.");
      return false;
    }
    return true;
  }

  private static OptionalInt mostOf(String metric) {
    if (isOneOf(SHARES, metric)) {
      return OptionalInt.of(1);
    }
    return isOneOf(ERROR_RATES, metric) ? OptionalInt.of(2) : OptionalInt.empty();
  }

  private static boolean isOneOf(List<String> names, String metric) {
    return names.stream().anyMatch(name -> isOf(name, metric));
  }

  private static boolean isOf(String name, String metric) {
    return metric.equals(name) || metric.startsWith(name + "_");
  }

  private Optional<NoWorse> noWorse(Node node) {
    String what = NO_WORSE + " of " + WHAT;
    return YamlMapping.read(node, what, List.of("margin", "confidence", "slices"), problems)
        .map(
            mapping ->
                new NoWorse(
                    mapping
                        .get("margin")
                        .flatMap(
                            value ->
                                new YamlValues("margin of " + what, problems).number(SHARE, value))
                        .orElse(0.0),
                    mapping
                        .get("confidence")
                        .flatMap(
                            value ->
                                new YamlValues("confidence of " + what, problems)
                                    .number(CONFIDENCE, value))
                        .orElse(USUAL_CONFIDENCE),
                    mapping.get("slices").map(value -> slices(value, what)).orElse(List.of())));
  }

  private List<String> slices(Node node, String what) {
    YamlValues values = new YamlValues("slices of " + what, problems);
    Optional<List<String>> written =
        values
            .read(new ParameterType.ListOf(new ParameterType.Text()), node)
            .map(read -> ((List<?>) read).stream().map(String.class::cast).toList());
    written.ifPresent(names -> names.forEach(name -> checkSlice(name, values.name(), node)));
    return written.orElse(List.of());
  }

  private void checkSlice(String written, String what, Node node) {
    SliceName slice = SliceName.of(written);
    if (!SLICES.contains(slice.kind())) {
      problems.report(
          node, what + " cannot be " + slice.kind() + ".", Suggestion.remedy(slice.kind(), SLICES));
    } else if (slice.value().filter(String::isEmpty).isPresent()) {
      problems.report(
          node,
          what + " has " + written + ", which names no slice.",
          "Write a value behind it, or " + slice.kind() + " for all of the kind.");
    }
  }

  private Optional<String> digest(Node node) {
    Optional<String> text =
        values(TEST_SET)
            .word(node, "Write the digest that an evaluation's version is tagged with.");
    if (text.isPresent() && !DIGEST.matcher(text.get()).matches()) {
      problems.report(
          node,
          TEST_SET + " of " + WHAT + " is " + text.get() + ", which is no digest.",
          "Write at least the first eight of its digits 0 to 9 and a to f.");
      return Optional.empty();
    }
    return text;
  }

  private YamlValues values(String key) {
    return new YamlValues(key + " of " + WHAT, problems);
  }
}
