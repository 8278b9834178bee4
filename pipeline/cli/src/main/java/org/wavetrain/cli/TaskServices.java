package org.wavetrain.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.wavetrain.artifacts.ClaimSettings;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.local.runner.ClaimOwner;
import org.wavetrain.local.runner.HomeLock;
import org.wavetrain.local.runner.Machine;
import org.wavetrain.local.runner.RunSettings;
import org.wavetrain.promotion.Champions;
import org.wavetrain.promotion.Gatekeeper;
import org.wavetrain.promotion.ModelTrials;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.promotion.Turns;
import org.wavetrain.stage.UnsentLogs;

/**
 * The servers as tasks use them. Tasks may run side by side against real servers; those over a home
 * serve one task at a time, and the others wait for the home's lock.
 */
final class TaskServices implements AutoCloseable {
  private final Path home;
  private final Optional<HomeLock> lock;
  private final Services services;
  private final Map<String, String> environment;
  private final Consumer<String> waiting;

  private TaskServices(
      Path home,
      Optional<HomeLock> lock,
      Services services,
      Map<String, String> environment,
      Consumer<String> waiting) {
    this.home = home;
    this.lock = lock;
    this.services = services;
    this.environment = environment;
    this.waiting = waiting;
  }

  /**
   * Connects, and sends what stages could not send while the tracking server was away.
   *
   * @param console is told for whom this process waits
   */
  static TaskServices open(Path home, Console console) throws IOException {
    Consumer<String> waiting = console.error()::println;
    Optional<HomeLock> lock = Optional.empty();
    if (EmbeddedServers.areNeeded(System.getenv())) {
      lock = Optional.of(HomeLock.await(home, waiting));
    }
    try {
      Services services = Services.open(home);
      try {
        services.requireSuitableStore();
        new UnsentLogs(services.store()).send(services.tracking());
        return new TaskServices(
            home,
            lock,
            services,
            lock.isPresent() ? ClaimOwner.in(home, services.environment()) : services.environment(),
            waiting);
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

  /** In which the registry is changed. */
  Turns turns() {
    return new Turns(services.store().claims(claimSettings()), waiting);
  }

  /** What puts versions in service. */
  Champions champions() {
    return ModelRegistration.champions(services.tracking().registry(), services.store(), turns());
  }

  /** What judges versions by what their tags say. */
  Gatekeeper gatekeeper() {
    return gatekeeper(trials());
  }

  /** As {@link #gatekeeper()}; what trying models out says is kept in the home's logs. */
  Gatekeeper gatekeeperWithLog() throws IOException {
    return gatekeeper(trialsWithLog());
  }

  private Gatekeeper gatekeeper(ModelTrials trials) {
    return new Gatekeeper(
        services.tracking().registry(),
        turns(),
        services.store(),
        trials,
        new KeptVerdicts(services));
  }

  /** What puts versions in service that pass. */
  Promotion promotion() {
    return promotion(trials());
  }

  /** As {@link #promotion()}; what trying models out says is kept in the home's logs. */
  Promotion promotionWithLog() throws IOException {
    return promotion(trialsWithLog());
  }

  private Promotion promotion(ModelTrials trials) {
    return new Promotion(
        services.tracking().registry(),
        champions(),
        services.store(),
        trials,
        new KeptVerdicts(services));
  }

  private ModelTrials trialsWithLog() throws IOException {
    Path log = Files.createDirectories(home.resolve("logs")).resolve("trials.log");
    return trials(Redirect.appendTo(log.toFile()));
  }

  /** What tries models out in processes that say what they say to whoever reads this one. */
  ModelTrials trials() {
    return trials(Redirect.INHERIT);
  }

  private ModelTrials trials(Redirect output) {
    return VersionTrials.of(
        services,
        new RunSettings(home, environment, Machine.here(), 1),
        StageKinds.installed(),
        output);
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
