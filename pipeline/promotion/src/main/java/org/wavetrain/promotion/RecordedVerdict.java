package org.wavetrain.promotion;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was decided about a version when it was judged last, as its tags tell.
 *
 * @param decision in a sentence, after {@code passed:} or {@code refused:} or the like; empty if it
 *     was never judged
 * @param rules all that its gates asked; empty if none did, or somebody changed the tag
 */
public record RecordedVerdict(Optional<String> decision, List<JudgedRule> rules) {
  public RecordedVerdict {
    rules = List.copyOf(rules);
  }

  /** That of a version with these tags. */
  public static RecordedVerdict ofTags(Map<String, String> tags) {
    return new RecordedVerdict(
        Optional.ofNullable(tags.get(Promotion.VERDICT_TAG))
            .or(() -> Optional.ofNullable(tags.get(Promotion.DECISION_TAG))),
        JudgedRule.ofJson(tags.getOrDefault(Promotion.RULES_TAG, "[]")));
  }
}
