package org.wavetrain.local.tracking;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.tracking.ModelRegistry;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;

/** Logs a metric and moves an alias, and ends as it would if the power failed right after. */
final class DurableTrackingTrial {
  static final String BEGUN = "begun";
  static final String LOGGED = "logged";
  static final String IN_SERVICE = "in-service";

  private DurableTrackingTrial() {}

  /**
   * @param arguments the database, and a folder for a file that is flushed after each answer
   */
  public static void main(String[] arguments) throws IOException {
    Path marks = Path.of(arguments[1]);
    EmbeddedTracking server = EmbeddedTracking.start(Path.of(arguments[0]), "s3://b/mlflow");
    Tracking tracking = Tracking.connect(server.address());
    TrackedRun run = tracking.start(new RunRequest("0", "r", Optional.empty(), Map.of()));
    ModelRegistry registry = tracking.registry();
    registry.ensureModel("m");
    registry.createVersion("m", "s3://b/m", run.id(), Map.of(), "");
    mark(marks.resolve(BEGUN));
    run.metric("loss", 1, 1);
    run.flush();
    mark(marks.resolve(LOGGED));
    registry.setAlias("m", "champion", 1);
    mark(marks.resolve(IN_SERVICE));
    Runtime.getRuntime().halt(0);
  }

  private static void mark(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
