package org.wavetrain.promotion;

import java.util.List;
import java.util.Optional;

/**
 * What became of a version at the gate, or of a wish to put one in service.
 *
 * @param model the registered model's name
 * @param version the version, counted from 1
 * @param passed whether it may be put in service, or is
 * @param reason why, in one sentence
 * @param champion the version in service that a gate compared it with, or whose place it took
 *     again; empty where there was none
 * @param measured the figure that a gate judges it by; empty where none does, or where it is no
 *     number
 * @param rules all that its gates asked; empty where none did
 */
public record Verdict(
    String model,
    int version,
    boolean passed,
    String reason,
    Optional<Integer> champion,
    Optional<Measured> measured,
    List<JudgedRule> rules) {
  public Verdict {
    rules = List.copyOf(rules);
  }

  /** What was decided without a gate. */
  Verdict(String model, int version, boolean passed, String reason) {
    this(model, version, passed, reason, Optional.empty(), Optional.empty(), List.of());
  }

  Verdict withReason(String other) {
    return new Verdict(model, version, passed, other, champion, measured, rules);
  }
}
