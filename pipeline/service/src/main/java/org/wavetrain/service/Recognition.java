package org.wavetrain.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.service.Job.Heard;

/** Answers requests that bring a recording; so many at a time, and no more. */
final class Recognition {
  private final ServiceSettings settings;
  private final ModelKeeper models;
  private final JobQueue queue;
  private final SoundReader reader;
  private final Upload upload;
  private final ServiceMetrics metrics;
  private final Executor threads;
  private final Semaphore places;

  /** Decoding keeps a processor busy. */
  private final Semaphore decoders = new Semaphore(Runtime.getRuntime().availableProcessors());

  Recognition(
      ServiceSettings settings,
      ModelKeeper models,
      JobQueue queue,
      SoundReader reader,
      Upload upload,
      ServiceMetrics metrics,
      Executor threads) {
    this.settings = settings;
    this.models = models;
    this.queue = queue;
    this.reader = reader;
    this.upload = upload;
    this.metrics = metrics;
    this.threads = threads;
    this.places = new Semaphore(settings.mostUnderWay());
    metrics.shows(this::underWay, queue::size);
  }

  /** Requests that have no answer yet. */
  int underWay() {
    return settings.mostUnderWay() - places.availablePermits();
  }

  /** Answers now or later. */
  void answer(SpeechTask task, Exchange exchange) throws IOException {
    if (!places.tryAcquire()) {
      refuseAsBusy(exchange);
      return;
    }
    Job job;
    AnswerFormat format;
    try {
      format = format(task, exchange.request());
      job = Job.of(task, samples(exchange));
    } catch (IOException | RuntimeException | Error failure) {
      places.release();
      throw failure;
    }
    job.answer()
        .orTimeout(settings.deadline().toNanos() - exchange.elapsedNanos(), TimeUnit.NANOSECONDS)
        .whenCompleteAsync(
            (heard, failure) -> {
              places.release();
              finish(exchange, job, format, heard, failure);
            },
            threads);
    queue.add(job);
  }

  private void refuseAsBusy(Exchange exchange) throws IOException {
    upload.discard(exchange.request());
    exchange.header(
        HttpHeader.RETRY_AFTER, String.valueOf(metrics.secondsFor(settings.mostUnderWay())));
    exchange.refuse(
        new UserFailure(
            ServiceError.SERVICE_BUSY,
            "%d requests are under way, as many as may be.".formatted(settings.mostUnderWay()),
            "Try again after the seconds that Retry-After gives."));
  }

  private AnswerFormat format(SpeechTask task, Request request) {
    SpeechModel model = models.shown();
    if (!model.tasks().contains(task)) {
      throw new UserFailure(
          ServiceError.REQUEST_PATH_UNKNOWN,
          "The model %s cannot %s.".formatted(model.description(), task.path().substring(1)),
          "Ask %s."
              .formatted(
                  model.tasks().stream()
                      .map(SpeechTask::path)
                      .sorted()
                      .collect(Collectors.joining(", "))));
    }
    Fields query = Request.extractQueryParameters(request, UTF_8);
    String name = query.getValue("format");
    if (name == null) {
      return AnswerFormat.JSON;
    }
    return AnswerFormat.parse(name)
        .filter(model.formats(task)::contains)
        .orElseThrow(
            () ->
                new UserFailure(
                    ServiceError.REQUEST_FORMAT_UNKNOWN,
                    "The format is %s.".formatted(name),
                    "Ask for one of %s."
                        .formatted(
                            model.formats(task).stream()
                                .map(AnswerFormat::toString)
                                .sorted()
                                .collect(Collectors.joining(", ")))));
  }

  private float[] samples(Exchange exchange) throws IOException {
    return upload.read(
        exchange.request(),
        file -> {
          decoders.acquireUninterruptibly();
          try {
            return reader.read(file);
          } finally {
            decoders.release();
          }
        });
  }

  private void finish(
      Exchange exchange, Job job, AnswerFormat format, Heard heard, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause == null) {
      answer(exchange, job, format, heard);
    } else if (cause instanceof TimeoutException) {
      exchange.refuse(
          new UserFailure(
              ServiceError.REQUEST_OUT_OF_TIME,
              "There was no answer within %d s.".formatted(settings.deadline().toSeconds()),
              "Send a shorter recording, or try again when less is under way."));
    } else {
      exchange.refuse(cause);
    }
  }

  private static void answer(Exchange exchange, Job job, AnswerFormat format, Heard heard) {
    byte[] body;
    try {
      body = heard.answer().in(format).getBytes(UTF_8);
    } catch (RuntimeException failure) {
      exchange.refuse(failure);
      return;
    }
    exchange.answer(job, heard, format.mediaType(), body);
  }
}
