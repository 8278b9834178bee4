package org.wavetrain.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.wavetrain.failure.UserFailure;

/**
 * Keeps the model that is to be served in memory. When another is wanted, it is loaded beside the
 * old one and takes its place; the old one is closed after its last batch. If that fails, the old
 * one stays.
 */
final class ModelKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelKeeper.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  /**
   * Why the model in service is not the one that is wanted, or it is not known which is.
   *
   * @param code of the failure
   */
  record Trouble(String code, String sentence, Instant since) {}

  private final ModelSource source;
  private final ServiceMetrics metrics;
  private final ScheduledExecutorService poller =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "model-keeper"));
  private volatile LoadedModel current;
  private volatile Trouble trouble;

  /** What could not be loaded; it is tried again after longer and longer pauses. */
  private String refused = "";

  private Duration pause = FIRST_PAUSE;
  private long nextTryNanos;

  private ModelKeeper(ModelSource source, ServiceMetrics metrics) {
    this.source = source;
    this.metrics = metrics;
  }

  /**
   * Loads the model that is wanted and watches from then on.
   *
   * @throws UserFailure when it cannot be loaded
   */
  static ModelKeeper open(ModelSource source, Duration poll, ServiceMetrics metrics) {
    ModelKeeper keeper = new ModelKeeper(source, metrics);
    try {
      String wanted = source.wanted();
      keeper.serve(new LoadedModel(wanted, source.load(wanted)));
    } catch (RuntimeException | Error failure) {
      keeper.close();
      throw failure;
    }
    keeper.poller.scheduleWithFixedDelay(
        keeper::lookAgain, poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
    return keeper;
  }

  /** As {@link #look()}; nothing that goes wrong ends the watching. */
  private void lookAgain() {
    try {
      look();
    } catch (RuntimeException | Error failure) {
      note("see which model is wanted", failure);
    }
  }

  /** Sees whether another model is wanted. */
  synchronized void look() {
    String wanted;
    try {
      wanted = source.wanted();
    } catch (RuntimeException failure) {
      note("ask which model is wanted", failure);
      return;
    }
    if (wanted.equals(current.wanted())) {
      trouble = null;
      refused = "";
    } else if (!wanted.equals(refused) || System.nanoTime() - nextTryNanos >= 0) {
      load(wanted);
    }
  }

  private void load(String wanted) {
    try {
      LoadedModel before = current;
      serve(new LoadedModel(wanted, source.load(wanted)));
      before.giveBack();
      trouble = null;
      refused = "";
      metrics.reloaded(true);
    } catch (RuntimeException | Error failure) {
      if (failure instanceof UserFailure told && told.code().mayPass()) {
        refused = "";
      } else {
        pause = wanted.equals(refused) ? shorter(pause.multipliedBy(2)) : FIRST_PAUSE;
        refused = wanted;
        nextTryNanos = System.nanoTime() + pause.toNanos();
      }
      metrics.reloaded(false);
      note("load the model " + wanted, failure);
    }
  }

  private static Duration shorter(Duration pause) {
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private void serve(LoadedModel loaded) {
    current = loaded;
    ModelDescription description = loaded.model().description();
    metrics.serves(description);
    LOG.atInfo()
        .addKeyValue("model", description.name())
        .addKeyValue("version", description.version().map(String::valueOf).orElse(""))
        .addKeyValue("digest", description.digest().orElse(""))
        .log("in service");
  }

  private void note(String doing, Throwable failure) {
    Trouble noted =
        failure instanceof UserFailure told
            ? new Trouble(told.code().name(), told.getMessage(), Instant.now())
            : new Trouble(
                ServiceError.SERVICE_FAILED.name(),
                "Cannot " + doing + ": " + failure + ".",
                Instant.now());
    Trouble before = trouble;
    if (before == null || !before.sentence().equals(noted.sentence())) {
      trouble = noted;
      LoggingEventBuilder line = LOG.atWarn().addKeyValue("code", noted.code());
      if (failure instanceof UserFailure told) {
        line = line.addKeyValue("remedy", told.remedy());
      } else {
        line = line.setCause(failure);
      }
      line.log("cannot {}: {}", doing, noted.sentence());
    }
  }

  /** The model in service, to be given back. */
  LoadedModel take() {
    while (true) {
      LoadedModel loaded = current;
      if (loaded.take()) {
        return loaded;
      }
    }
  }

  /** The model in service, only to be looked at. */
  SpeechModel shown() {
    return current.model();
  }

  Optional<Trouble> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Closes the model; nobody may use it any more. */
  @Override
  public void close() {
    poller.shutdownNow();
    try {
      if (!poller.awaitTermination(1, TimeUnit.MINUTES)) {
        LOG.warn("a model is still being loaded");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    if (current != null) {
      current.giveBack();
    }
  }
}
