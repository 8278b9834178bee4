package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ClaimSettings;
import org.wavetrain.artifacts.Claims;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.local.runner.ClaimOwner;
import org.wavetrain.local.runner.HomeLock;
import org.wavetrain.promotion.Champions;
import org.wavetrain.promotion.JudgedAsRegistered;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.stage.UnsentLogs;

/**
 * The servers as tasks use them. Tasks may run side by side against real servers; those over a home
 * serve one task at a time, and the others wait for the home's lock.
 */
final class TaskServices implements AutoCloseable {
  private final Optional<HomeLock> lock;
  private final Services services;
  private final Map<String, String> environment;

  private TaskServices(
      Optional<HomeLock> lock, Services services, Map<String, String> environment) {
    this.lock = lock;
    this.services = services;
    this.environment = environment;
  }

  /** Connects, and sends what stages could not send while the tracking server was away. */
  static TaskServices open(Path home) throws IOException {
    Optional<HomeLock> lock = Optional.empty();
    if (EmbeddedServers.areNeeded(System.getenv())) {
      lock = Optional.of(HomeLock.await(home));
    }
    try {
      Services services = Services.open(home);
      try {
        new UnsentLogs(services.store()).send(services.tracking());
        return new TaskServices(
            lock,
            services,
            lock.isPresent()
                ? ClaimOwner.in(home, services.environment())
                : services.environment());
      } catch (IOException | RuntimeException failure) {
        services.close();
        throw failure;
      }
    } catch (IOException | RuntimeException failure) {
      if (lock.isPresent()) {
        lock.get().close();
      }
      throw failure;
    }
  }

  Services services() {
    return services;
  }

  /** The environment of a stage's process. */
  Map<String, String> environment() {
    return environment;
  }

  ClaimSettings claimSettings() {
    return ClaimSettings.fromEnvironment(environment);
  }

  Claims claims() {
    return services.store().claims(claimSettings());
  }

  /** What puts versions in service. */
  Champions champions() {
    return ModelRegistration.champions(services.tracking().registry(), claims());
  }

  /** What judges versions by what their tags say. */
  Promotion promotion() {
    return new Promotion(
        services.tracking().registry(), claims(), champions(), List.of(new JudgedAsRegistered()));
  }

  @Override
  public void close() throws IOException {
    try {
      services.close();
    } finally {
      if (lock.isPresent()) {
        lock.get().close();
      }
    }
  }
}
