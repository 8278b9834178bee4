package org.wavetrain.local.runner;

import java.time.Duration;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.definition.PlannedStage;

/**
 * What a run would do about one stage.
 *
 * @param stage the stage
 * @param key its artifact's key; empty while an input that decides it does not exist
 * @param verdict whether it would run
 * @param reason why, in a few words
 * @param estimate how long that would take, zero unless it would run; empty where nobody can say
 */
public record StageForecast(
    PlannedStage stage,
    Optional<ArtifactKey> key,
    Verdict verdict,
    String reason,
    Optional<Duration> estimate) {}
