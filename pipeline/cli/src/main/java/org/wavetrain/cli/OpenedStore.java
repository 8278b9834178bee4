package org.wavetrain.cli;

import java.nio.file.Path;
import java.util.Map;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.local.EmbeddedServers;

/** The object store alone: the configured one, or that over a home. */
record OpenedStore(EmbeddedServers servers, ArtifactStore store) implements AutoCloseable {
  /** Starts the store unless the environment names one, and connects. */
  static OpenedStore open(Path home, Map<String, String> environment) {
    EmbeddedServers servers = EmbeddedServers.startStorage(home, environment);
    try {
      return new OpenedStore(
          servers,
          ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment())));
    } catch (RuntimeException failure) {
      servers.close();
      throw failure;
    }
  }

  @Override
  public void close() {
    try (servers) {
      store.close();
    }
  }
}
