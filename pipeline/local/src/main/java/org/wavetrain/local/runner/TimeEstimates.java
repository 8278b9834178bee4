package org.wavetrain.local.runner;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.stage.Stage;

/**
 * Guesses how long stages take: as long as the last stage of the kind did, scaled by what the
 * stage's own rough estimate makes of the change in parameters; that estimate itself if there was
 * none and it says anything.
 */
final class TimeEstimates {
  private final KnownStages stages;

  TimeEstimates(KnownStages stages) {
    this.stages = stages;
  }

  /**
   * @param earlier artifacts of the same kind of stage, the newest first
   * @return empty where it depends on inputs that no stage of the kind has seen yet
   */
  Optional<Duration> of(PlannedStage planned, List<Manifest> earlier) {
    Stage stage = stages.of(planned);
    Parameters now = planned.parameters();
    Duration rough = stage.roughEstimate(now);
    return earlier.stream()
        .filter(manifest -> comparable(manifest, stage, now))
        .findFirst()
        .map(manifest -> scaled(manifest, stage.roughEstimate(before(manifest, now)), rough))
        .or(() -> Optional.of(rough).filter(guess -> stage.estimatesUnseen(now)));
  }

  private static boolean comparable(Manifest manifest, Stage stage, Parameters now) {
    return MissReason.parameters(manifest).keySet().equals(now.asMap().keySet())
        && stage.estimatesUnseen(before(manifest, now)) == stage.estimatesUnseen(now);
  }

  private static Parameters before(Manifest manifest, Parameters now) {
    Map<String, Object> before = MissReason.parameters(manifest);
    // Canonical JSON drops the fraction of whole numbers; the stage wants the type it declared.
    now.asMap()
        .forEach(
            (name, value) -> {
              if (value instanceof Double && before.get(name) instanceof Number number) {
                before.put(name, number.doubleValue());
              }
            });
    return new Parameters(before);
  }

  private static Duration scaled(Manifest manifest, Duration roughBefore, Duration rough) {
    if (roughBefore.isZero()) {
      return manifest.elapsed();
    }
    double ratio = (double) rough.toMillis() / roughBefore.toMillis();
    return Duration.ofMillis(Math.round(manifest.elapsed().toMillis() * ratio));
  }
}
