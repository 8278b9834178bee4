package org.wavetrain.promotion;

import java.util.Optional;

/**
 * A version that asks to be put in service, and the one that is.
 *
 * @param challenger what is known of the first
 * @param champion what is known of the second, measured on the same recordings with the same
 *     decoder; empty if no version is in service or it cannot be measured so
 * @param obstacle why the champion cannot be compared with; empty if it can or there is none
 */
public record Contest(
    Evidence challenger, Optional<Evidence> champion, Optional<String> obstacle) {}
