package org.wavetrain.promotion;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * A change of which version of a model is in service, or has another alias.
 *
 * @param number counted from 1 for each model
 * @param kind why it changed
 * @param version the version that was put in service
 * @param former the one that was before; empty if none was
 * @param when the time, as {@code 2026-01-31T10:00:00Z}
 * @param who whose process it was
 * @param why in the words of whoever wanted it
 * @param rules the verdict of the gates; empty where none was asked
 * @param alias what was given to the version; {@code champion} where nothing else is written
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Move(
    @JsonProperty(required = true) int number,
    @JsonProperty(required = true) Kind kind,
    @JsonProperty(required = true) int version,
    Optional<Integer> former,
    @JsonProperty(required = true) String when,
    @JsonProperty(required = true) String who,
    @JsonProperty(required = true) String why,
    List<JudgedRule> rules,
    String alias) {
  /** What a change was. */
  public enum Kind {
    /** A version passed its gates. */
    @JsonProperty("promotion")
    PROMOTION,
    /** A person put a version in service whatever its gates said. */
    @JsonProperty("by_hand")
    BY_HAND,
    /** The version before took its place again. */
    @JsonProperty("rollback")
    ROLLBACK
  }

  public Move {
    rules = rules == null ? List.of() : List.copyOf(rules);
    alias = alias == null ? Promotion.CHAMPION : alias;
  }

  Move withNumber(int other) {
    return new Move(other, kind, version, former, when, who, why, rules, alias);
  }
}
