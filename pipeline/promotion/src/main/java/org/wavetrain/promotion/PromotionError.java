package org.wavetrain.promotion;

import org.wavetrain.failure.ErrorCode;

/** What can keep a version from being judged, put in service or taken out of it. */
public enum PromotionError implements ErrorCode {
  /** The registered model has no such version. */
  MODEL_VERSION_MISSING,
  /** The version breaks a rule of its gates, whatever it was judged against before. */
  GATE_REFUSED,
  /** A version cannot be measured on the recordings that another was measured on. */
  VERSION_NOT_MEASURABLE,
  /** What was to measure a version was interrupted, or is at fault. */
  TRIAL_INTERRUPTED,
  /** Nobody said why the gates are overruled, or why a version is taken out of service. */
  REASON_MISSING,
  /** No version is in service. */
  CHAMPION_MISSING,
  /** Another version came into service while one was to be taken out of it. */
  CHAMPION_CHANGED,
  /** It is not known which version was in service before. */
  FORMER_CHAMPION_MISSING;

  @Override
  public boolean mayPass() {
    return this == TRIAL_INTERRUPTED;
  }
}
