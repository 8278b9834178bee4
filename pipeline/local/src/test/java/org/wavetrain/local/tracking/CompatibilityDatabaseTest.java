package org.wavetrain.local.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.wavetrain.tracking.ModelRegistry;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;

/**
 * Fills the database that {@code infra/compatibility/check-tracking-database} then opens with a
 * real MLflow; {@code check_tracking_database.py} there knows what is in it.
 */
@EnabledIfSystemProperty(named = "compatibility.database", matches = ".+")
final class CompatibilityDatabaseTest {
  @Test
  void aDatabaseIsFilled() {
    Path file = Path.of(System.getProperty("compatibility.database"));
    try (EmbeddedTracking server = EmbeddedTracking.start(file, "s3://wavetrain/mlflow");
        Tracking tracking = Tracking.connect(server.address())) {
      String experiment = tracking.experiment("quickstart");
      TrackedRun pipeline =
          tracking.start(new RunRequest(experiment, "pipeline", Optional.empty(), Map.of()));
      TrackedRun stage =
          tracking.start(
              new RunRequest(
                  experiment,
                  "finetune",
                  Optional.of(pipeline.id()),
                  Map.of("wavetrain.artifact_key", "0123abcd")));
      stage.parameters(Map.of("learning_rate", "0.001", "text", "naïve \"quoted\" 'text'"));
      for (int step = 0; step < 1500; step++) {
        stage.metric("loss", 100.0 / (step + 1), step);
      }
      stage.metric("strange", Double.NaN, 0);
      stage.metric("strange", Double.POSITIVE_INFINITY, 1);
      stage.metric("strange", Double.NEGATIVE_INFINITY, 2);
      stage.metric("last", Double.NaN, 0);
      stage.finish(RunStatus.FINISHED);
      pipeline.finish(RunStatus.FAILED);
      ModelRegistry registry = tracking.registry();
      registry.ensureModel("commands");
      for (int number = 1; number <= 2; number++) {
        registry.createVersion(
            "commands",
            "s3://wavetrain/artifacts/export/" + number,
            stage.id(),
            Map.of("number", String.valueOf(number)),
            "");
      }
      registry.setAlias("commands", "champion", 2);
    }
    assertThat(Files.exists(file)).isTrue();
  }
}
