package org.wavetrain.definition;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads values with a unit, and dates.
 *
 * @param name what the value is called in reports
 */
record YamlAmounts(String name, Reporter problems) {
  private static final Pattern AMOUNT = Pattern.compile("([1-9][0-9]{0,6})([A-Za-z]+)");

  private static final Map<String, Duration> TIME =
      Map.of(
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private static final Map<String, Long> MEBIBYTES =
      Map.of("Mi", 1L, "Gi", 1L << 10, "Ti", 1L << 20);

  /** A time span such as {@code 90s}, {@code 1m}, {@code 12h} or {@code 2d}. */
  Optional<Duration> duration(Node node) {
    return amount(node, TIME, "a time span", "Write it as 90s, 5m, 12h or 2d.")
        .map(amount -> TIME.get(amount.unit()).multipliedBy(amount.count()));
  }

  /** An amount of memory such as {@code 512Mi} or {@code 16Gi}, in MiB. */
  Optional<Long> mebibytes(Node node) {
    return amount(node, MEBIBYTES, "an amount of memory", "Write it as 512Mi or 16Gi.")
        .map(amount -> MEBIBYTES.get(amount.unit()) * amount.count());
  }

  /** A date such as {@code 2026-01-31}. */
  Optional<LocalDate> date(Node node) {
    Optional<String> text = new YamlValues(name, problems).text(node);
    try {
      return text.map(LocalDate::parse);
    } catch (DateTimeException malformed) {
      problems.report(
          node, name + " is " + text.orElse("") + ", not a date.", "Write it as 2026-01-31.");
      return Optional.empty();
    }
  }

  private record Amount(long count, String unit) {}

  private Optional<Amount> amount(Node node, Map<String, ?> units, String expected, String remedy) {
    Optional<String> text = new YamlValues(name, problems).word(node, remedy);
    Optional<Amount> amount =
        text.map(AMOUNT::matcher)
            .filter(Matcher::matches)
            .filter(parts -> units.containsKey(parts.group(2)))
            .map(parts -> new Amount(Long.parseLong(parts.group(1)), parts.group(2)));
    if (text.isPresent() && amount.isEmpty()) {
      problems.report(node, name + " is " + text.get() + ", not " + expected + ".", remedy);
    }
    return amount;
  }
}
