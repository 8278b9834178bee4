package org.wavetrain.definition;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * What a model must keep to be put in service.
 *
 * @param bounds on figures of its evaluation
 * @param noWorse how far it may fall behind the champion; empty if it has to be better
 * @param testSet the digest, or how it begins, of the corpus that models are measured on; empty if
 *     it may be any
 * @param maxParityDifference between the exported model's scores and the engine's
 * @param maxSizeMebibytes of the export's largest file
 * @param maxRealTimeFactor time to transcribe as a share of the speech's, where the gate runs
 */
public record Gates(
    List<Bound> bounds,
    @JsonProperty("no_worse") Optional<NoWorse> noWorse,
    @JsonProperty("test_set") Optional<String> testSet,
    @JsonProperty("max_parity_difference") Optional<Double> maxParityDifference,
    @JsonProperty("max_size_mebibytes") Optional<Long> maxSizeMebibytes,
    @JsonProperty("max_real_time_factor") Optional<Double> maxRealTimeFactor) {
  /** No gate but being better than the champion. */
  public static final Gates NONE =
      new Gates(
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public Gates {
    bounds = List.copyOf(bounds);
  }

  /**
   * A limit of one figure.
   *
   * @param metric its name in {@code metrics.json}
   * @param limit that it may reach
   * @param side which side of it is allowed
   */
  public record Bound(String metric, double limit, Side side) {}

  /** Whether a limit is the largest or the smallest value allowed. */
  public enum Side {
    @JsonProperty("max")
    MAX,
    @JsonProperty("min")
    MIN
  }

  /**
   * A comparison with the champion on the same utterances.
   *
   * @param margin how much worse it may be, in the metric's unit: a share, not a percentage
   * @param confidence with which it is not worse than that, between 0 and 1
   * @param slices of which the same has to hold, each a {@link SliceName}, for example {@code sex}
   */
  public record NoWorse(double margin, double confidence, List<String> slices) {
    public NoWorse {
      slices = List.copyOf(slices);
    }
  }
}
