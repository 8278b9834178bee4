package org.wavetrain.service;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.http.GuardedConnector;
import org.wavetrain.http.ListeningAddress;
import org.wavetrain.http.RequestRate;

/**
 * Answers over HTTP what is said in recordings. {@code docs/serving.md} tells how it behaves.
 *
 * <p>What it is doing when it is closed is finished first.
 */
public final class SpeechService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpeechService.class);

  /** For what comes and goes: no request keeps one while it waits. */
  private static final int MOST_THREADS = 200;

  /** A client that is silent for so long is given up. */
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

  private final Server server;
  private final ServerConnector connector;
  private final ExecutorService decoders;
  private final JobQueue queue;
  private final Thread worker;
  private final ModelKeeper models;
  private final RequestFolder folder;

  private SpeechService(
      Server server,
      ServerConnector connector,
      ExecutorService decoders,
      JobQueue queue,
      Thread worker,
      ModelKeeper models,
      RequestFolder folder) {
    this.server = server;
    this.connector = connector;
    this.decoders = decoders;
    this.queue = queue;
    this.worker = worker;
    this.models = models;
    this.folder = folder;
  }

  /**
   * Takes the address, loads the model and listens.
   *
   * @throws UserFailure {@code SERVICE_ADDRESS_UNUSABLE}, or why the model cannot be loaded
   */
  public static SpeechService start(
      ServiceSettings settings, ModelSource source, SoundReader reader) throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS);
    threads.setName("service");
    Server server = new Server(threads);
    ServerConnector connector =
        GuardedConnector.on(server, settings.host(), settings.port(), IDLE_TIMEOUT);
    bind(connector);
    try {
      return start(settings, source, reader, connector, threads);
    } catch (IOException | RuntimeException | Error failure) {
      connector.close();
      throw failure;
    }
  }

  /** A model may take long to load: that the address is taken is told before. */
  private static void bind(ServerConnector connector) {
    try {
      connector.open();
    } catch (IOException failure) {
      throw new UserFailure(
          ServiceError.SERVICE_ADDRESS_UNUSABLE,
          "The service cannot listen at %s:%d: %s."
              .formatted(
                  connector.getHost(), connector.getPort(), ListeningAddress.trouble(failure)),
          "Name another address with --host or --port; 0 takes any port that is free.",
          failure);
    }
  }

  private static SpeechService start(
      ServiceSettings settings,
      ModelSource source,
      SoundReader reader,
      ServerConnector connector,
      QueuedThreadPool threads)
      throws IOException {
    Server server = connector.getServer();
    ServiceMetrics metrics = new ServiceMetrics();
    ModelKeeper models = ModelKeeper.open(source, settings.poll(), metrics);
    RequestFolder folder = folderOr(models::close);
    JobQueue queue = new JobQueue(new BatchRule(settings.mostTogether()), settings.patience());
    // Decoding keeps a processor busy.
    ExecutorService decoders =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(), task -> new Thread(task, "decoder"));
    Upload upload = new Upload(settings.mostBytes(), folder.path());
    Recognition recognition =
        new Recognition(settings, models, queue, reader, upload, metrics, decoders, threads);
    server.setHandler(
        new GracefulHandler(
            RequestRate.limited(
                new ServiceHandler(
                    recognition,
                    new HealthReport(models, recognition, upload),
                    metrics,
                    settings.access()))));
    server.setStopTimeout(settings.deadline().toMillis());
    Thread worker = new Thread(new BatchWorker(queue, metrics), "batches");
    SpeechService service =
        new SpeechService(server, connector, decoders, queue, worker, models, folder);
    worker.start();
    try {
      server.start();
    } catch (Exception failure) {
      service.close();
      throw new IllegalStateException("the server does not start", failure);
    }
    return service;
  }

  private static RequestFolder folderOr(Runnable cleanUp) throws IOException {
    try {
      return RequestFolder.create();
    } catch (IOException failure) {
      cleanUp.run();
      throw failure;
    }
  }

  /** Where it listens. */
  public URI address() {
    return ListeningAddress.of(connector);
  }

  /** Where the recordings of requests are while they are needed. */
  Path folder() {
    return folder.path();
  }

  /** The model in service. */
  public ModelDescription model() {
    return models.shown().description();
  }

  /** Asks at once, and not only after a while, which model is to be served. */
  public void lookForModel() {
    models.look();
  }

  /** Waits until it is closed. */
  public void join() throws InterruptedException {
    server.join();
  }

  /** Takes no more requests, finishes those that are under way, and frees the model. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failure) {
      LOG.warn("not all requests were finished", failure);
    }
    decoders.shutdown();
    queue.close();
    try {
      if (!decoders.awaitTermination(1, TimeUnit.MINUTES)) {
        LOG.warn("a recording is still being decoded");
      }
      worker.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    models.close();
    folder.close();
  }
}
