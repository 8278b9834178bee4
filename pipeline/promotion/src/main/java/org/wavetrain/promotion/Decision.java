package org.wavetrain.promotion;

import java.util.List;

/**
 * What was decided about a candidate.
 *
 * @param outcome whether it is in service now
 * @param reason why, in one sentence with the numbers
 * @param rules all that its gates asked
 */
public record Decision(Outcome outcome, String reason, List<JudgedRule> rules) {
  public Decision {
    rules = List.copyOf(rules);
  }

  /** Whether a candidate is in service after the decision. */
  public enum Outcome {
    /** It was given the alias. */
    PROMOTED("is the champion now."),
    /** It had the alias already. */
    KEPT("stays the champion."),
    /** Another version keeps the alias, or no version has it. */
    REFUSED("is not put in service.");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    /** The end of a sentence that starts with the version. */
    public String words() {
      return words;
    }
  }
}
