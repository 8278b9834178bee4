package org.wavetrain.promotion;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.wavetrain.tracking.ModelVersion;

/**
 * Lets a model pass that is strictly better than the champion in one metric, or that has a finite
 * value of it while there is no champion.
 *
 * @param metric the metric's name
 * @param better which values are better
 */
public record BeatsChampion(String metric, Direction better) implements Gate {
  private static final String METRIC_TAG = "wavetrain.gate.metric";
  private static final String BETTER_TAG = "wavetrain.gate.better";

  /** The tags of a version that tell how it is judged. */
  public Map<String, String> tags() {
    return Map.of(METRIC_TAG, metric, BETTER_TAG, better.name());
  }

  /** The gate that a version's tags tell; empty if they tell none. */
  static Optional<BeatsChampion> ofTags(Map<String, String> tags) {
    return Stream.of(Direction.values())
        .filter(direction -> direction.name().equals(tags.get(BETTER_TAG)))
        .filter(direction -> tags.containsKey(METRIC_TAG))
        .map(direction -> new BeatsChampion(tags.get(METRIC_TAG), direction))
        .findFirst();
  }

  /** The figure that this gate judges by; empty if the candidate has none that is a number. */
  Optional<Measured> measured(Candidate candidate) {
    return Optional.ofNullable(candidate.metrics().get(metric))
        .filter(Double::isFinite)
        .map(value -> new Measured(metric, value, better));
  }

  @Override
  public Optional<String> objection(Candidate challenger, Optional<ModelVersion> champion) {
    Double value = challenger.metrics().get(metric);
    if (value == null) {
      return Optional.of("Its evaluation has no " + metric + ".");
    }
    if (!Double.isFinite(value)) {
      return Optional.of("Its %s is %s.".formatted(metric, value));
    }
    return champion.flatMap(version -> objection(challenger, value, version));
  }

  private Optional<String> objection(Candidate challenger, double value, ModelVersion champion) {
    Double best = championsValue(champion);
    // A champion that cannot be compared was put in service by hand: only a person replaces it.
    if (best == null || !Double.isFinite(best)) {
      return Optional.of(
          "Version %s, the champion, has no %s to compare with."
              .formatted(champion.version(), metric));
    }
    if (better.prefers(value, best)) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "Its %s of %.4f does not beat the %.4f of version %d, the champion%s",
            metric,
            value,
            best,
            champion.version(),
            TestSet.remark(challenger.tags(), champion.tags())));
  }

  private Double championsValue(ModelVersion champion) {
    String text = champion.tags().get(Promotion.METRIC_TAG_PREFIX + metric);
    try {
      return text == null ? null : Double.valueOf(text);
    } catch (NumberFormatException written) {
      return null;
    }
  }
}
