package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.local.runner.DigestMemory;
import org.wavetrain.local.runner.Planner;
import org.wavetrain.local.runner.RunForecast;
import org.wavetrain.local.runner.StageSelection;

/**
 * Tells what runs would do. Of the servers, that needs the object store alone.
 *
 * @param kinds the kinds of stages there are
 * @param home where artifacts are, unless the environment names another place
 */
record Forecasts(StageKinds kinds, Path home) {
  /** What a run of these stages would do. */
  RunForecast of(Pipeline pipeline, StageSelection selection) throws IOException {
    DigestMemory memory = new DigestMemory(home);
    // Many recordings take as long to look at as the store takes to start.
    memory.lookAhead(pipeline);
    try (EmbeddedServers servers = EmbeddedServers.startStorage(home, System.getenv());
        ArtifactStore store =
            ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()))) {
      return new Planner(store, kinds.stages(), memory).forecast(pipeline, selection);
    }
  }
}
