package org.wavetrain.promotion;

import org.wavetrain.failure.UserFailure;

/**
 * Why a person overrules the gates, or takes a version out of service.
 *
 * @param text not blank
 */
public record Reason(String text) {
  /**
   * @throws UserFailure {@code REASON_MISSING}
   */
  public Reason {
    if (text.isBlank()) {
      throw new UserFailure(
          PromotionError.REASON_MISSING,
          "The reason is \"%s\", which tells nothing to whoever reads the history.".formatted(text),
          "Say with --reason why another version is to be in service.");
    }
  }
}
