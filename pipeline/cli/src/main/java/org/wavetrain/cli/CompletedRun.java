package org.wavetrain.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.local.runner.RunResult;
import org.wavetrain.promotion.Registered;
import org.wavetrain.report.CorpusDrift;
import org.wavetrain.report.StageWarning;

/**
 * All that came out of a run.
 *
 * @param result the stages
 * @param metrics of the evaluation; empty if none took part
 * @param warnings what the trainings warned of, by the stage's name, in the order of the stages
 * @param drift how the corpora have drifted from the champion's, by the stage's name; only where
 *     they have
 * @param registered the model version, if the pipeline registers one
 * @param export the folder of the exported model, if there is one
 * @param report the report page
 * @param caveat what is to be said of the figures, if anything
 * @param elapsed how long the command took
 */
record CompletedRun(
    RunResult result,
    Map<String, Double> metrics,
    Map<String, List<StageWarning>> warnings,
    Map<String, List<CorpusDrift>> drift,
    Optional<Registered> registered,
    Optional<Path> export,
    Path report,
    Optional<String> caveat,
    Duration elapsed) {}
