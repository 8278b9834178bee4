package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ClaimSettings;
import org.wavetrain.artifacts.Claims;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.local.runner.ClaimOwner;
import org.wavetrain.tracking.Patience;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingSettings;

/** The object store and the tracking server: the configured ones, or those over a home. */
final class Services implements AutoCloseable {
  private final EmbeddedServers servers;
  private final ArtifactStore store;
  private final Tracking tracking;

  private Services(EmbeddedServers servers, ArtifactStore store, Tracking tracking) {
    this.servers = servers;
    this.store = store;
    this.tracking = tracking;
  }

  /** Starts the servers that the environment does not name, and connects. */
  static Services open(Path home) {
    return open(home, Patience.OF_WORK);
  }

  /**
   * As above.
   *
   * @param patience with the tracking server
   */
  static Services open(Path home, Patience patience) {
    EmbeddedServers servers = EmbeddedServers.start(home, System.getenv());
    try {
      return connect(servers, patience);
    } catch (RuntimeException failure) {
      servers.close();
      throw failure;
    }
  }

  private static Services connect(EmbeddedServers servers, Patience patience) {
    Map<String, String> environment = servers.environment();
    ArtifactStore store = ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(environment));
    try {
      return new Services(
          servers,
          store,
          Tracking.connect(TrackingSettings.fromEnvironment(environment), patience));
    } catch (RuntimeException failure) {
      store.close();
      throw failure;
    }
  }

  /** This process's environment with the variables that tell where the servers are. */
  Map<String, String> environment() {
    return servers.environment();
  }

  /** Where the runs can be looked at later; the embedded server's port is gone by then. */
  String trackingPlace() {
    return servers
        .trackingDatabase()
        .map(file -> "embedded, over " + file)
        .orElse(environment().get(TrackingSettings.ADDRESS_VARIABLE));
  }

  /** Claims of whoever holds the lock of the home. */
  Claims claims(Path home) throws IOException {
    return store.claims(ClaimSettings.fromEnvironment(ClaimOwner.in(home, environment())));
  }

  /**
   * Makes sure that a store that is not this program's own keeps two runs apart.
   *
   * @throws UserFailure {@code STORE_UNSUITABLE}
   */
  void requireSuitableStore() {
    if (!servers.storesArtifacts()) {
      store.requireConditions();
    }
  }

  ArtifactStore store() {
    return store;
  }

  Tracking tracking() {
    return tracking;
  }

  @Override
  public void close() {
    try (servers;
        store) {
      tracking.close();
    }
  }
}
