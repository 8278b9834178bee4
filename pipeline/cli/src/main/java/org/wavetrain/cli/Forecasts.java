package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.local.runner.DigestMemory;
import org.wavetrain.local.runner.Planner;
import org.wavetrain.local.runner.RunForecast;
import org.wavetrain.local.runner.StageSelection;

/**
 * Tells what runs would do. Of the servers, that needs the object store alone, which starts while
 * whoever asks reads the pipeline.
 */
final class Forecasts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Forecasts.class);

  private final StageKinds kinds;
  private final Path home;
  private final CompletableFuture<OpenedStore> opened;

  private Forecasts(StageKinds kinds, Path home, CompletableFuture<OpenedStore> opened) {
    this.kinds = kinds;
    this.home = home;
    this.opened = opened;
  }

  /**
   * Begins to open the store.
   *
   * @param kinds the kinds of stages there are
   * @param home where artifacts are, unless the environment names another place
   */
  static Forecasts begin(StageKinds kinds, Path home, Map<String, String> environment) {
    return new Forecasts(
        kinds, home, CompletableFuture.supplyAsync(() -> OpenedStore.open(home, environment)));
  }

  /** What a run of these stages would do. */
  RunForecast of(Pipeline pipeline, StageSelection selection) throws IOException {
    DigestMemory memory = new DigestMemory(home);
    // Many recordings take as long to look at as the store takes to start.
    memory.lookAhead(pipeline);
    return new Planner(store().store(), kinds.stages(), memory).forecast(pipeline, selection);
  }

  private OpenedStore store() {
    try {
      return opened.join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    }
  }

  /** Closes the store; one that did not open has nothing to close. */
  @Override
  public void close() {
    try {
      opened.join().close();
    } catch (CompletionException failure) {
      LOG.debug("There is no store to close", failure);
    }
  }
}
