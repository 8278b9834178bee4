package org.wavetrain.promotion;

import org.wavetrain.artifacts.Proof;
import org.wavetrain.promotion.Decision.Outcome;
import org.wavetrain.tracking.ModelRegistry;

/**
 * Keeps what was decided with the version: in its tags, and as a file beside the run that made it.
 *
 * @param files where verdicts are kept
 */
record KeptJudgements(ModelRegistry registry, VerdictFiles files) {
  /** Keeps one, and makes its version the challenger. The champion's own stays as it is. */
  void keep(Judgement judgement, Proof turn) {
    if (judgement.decision().outcome() != Outcome.KEPT) {
      Verdict verdict = judgement.verdict();
      turn.require();
      registry.setAlias(verdict.model(), Promotion.CHALLENGER, verdict.version());
      keepBesides(judgement, turn);
    }
  }

  /** Keeps that of a version which is put in service whatever it says. */
  void keepBesides(Judgement judgement, Proof turn) {
    Verdict verdict = judgement.verdict();
    turn.require();
    tag(verdict, Promotion.RULES_TAG, JudgedRule.toJson(verdict.rules()));
    tag(
        verdict,
        Promotion.VERDICT_TAG,
        (verdict.passed() ? "passed: " : "refused: ") + verdict.reason());
    // Not beside the run that registers, which may find the version of one that was killed.
    judgement.version().runId().ifPresent(run -> files.keep(run, verdict, turn));
  }

  /** Keeps what became of a version that was registered. */
  void keepOutcome(Judgement judgement) {
    Decision decision = judgement.decision();
    tag(judgement.verdict(), Promotion.DECISION_TAG, decision.outcome() + ": " + decision.reason());
  }

  private void tag(Verdict verdict, String name, String value) {
    registry.tagVersion(verdict.model(), verdict.version(), name, value);
  }
}
