package org.wavetrain.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
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
  /** The only parameter in an address. */
  private static final String FORMAT = "format";

  private final ServiceSettings settings;
  private final ModelKeeper models;
  private final JobQueue queue;
  private final SoundReader reader;
  private final Upload upload;
  private final ServiceMetrics metrics;
  private final Executor decoders;
  private final Executor threads;
  private final Semaphore places;

  /**
   * @param decoders where recordings are decoded
   * @param threads where answers are written
   */
  Recognition(
      ServiceSettings settings,
      ModelKeeper models,
      JobQueue queue,
      SoundReader reader,
      Upload upload,
      ServiceMetrics metrics,
      Executor decoders,
      Executor threads) {
    this.settings = settings;
    this.models = models;
    this.queue = queue;
    this.reader = reader;
    this.upload = upload;
    this.metrics = metrics;
    this.decoders = decoders;
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
    LoadedModel model = models.take();
    CompletableFuture<Heard> answer = new CompletableFuture<>();
    AnswerFormat format;
    CompletableFuture<Path> saved;
    try {
      format = format(model.model(), task, exchange.request());
      saved = upload.save(exchange.request(), exchange.body());
      saved
          .thenApplyAsync(file -> samples(exchange, file, answer), decoders)
          .whenComplete(
              (samples, failure) -> {
                if (failure == null) {
                  queue.add(Job.of(task, samples, model, answer));
                } else {
                  answer.completeExceptionally(failure);
                }
              });
    } catch (IOException | RuntimeException | Error failure) {
      model.giveBack();
      places.release();
      throw failure;
    }
    answer
        .orTimeout(settings.deadline().toNanos() - exchange.elapsedNanos(), TimeUnit.NANOSECONDS)
        .whenCompleteAsync(
            (heard, failure) -> {
              model.giveBack();
              // One that is given up may wait long to be decoded: no place without its file.
              saved.thenAccept(upload::remove);
              places.release();
              finish(exchange, format, heard, failure);
            },
            threads);
  }

  private void refuseAsBusy(Exchange exchange) {
    exchange.header(
        HttpHeader.RETRY_AFTER, String.valueOf(metrics.secondsFor(settings.mostUnderWay())));
    exchange.refuse(
        new UserFailure(
            ServiceError.SERVICE_BUSY,
            "%d requests are under way, as many as may be.".formatted(settings.mostUnderWay()),
            "Try again after the seconds that Retry-After gives."));
  }

  private static AnswerFormat format(SpeechModel model, SpeechTask task, Request request) {
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
    requireKnown(query);
    String name = query.getValue(FORMAT);
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

  /** What is misspelled would otherwise pass for what is usual. */
  private static void requireKnown(Fields query) {
    query.getNames().stream()
        .filter(name -> !name.equals(FORMAT))
        .findFirst()
        .ifPresent(
            name -> {
              throw new UserFailure(
                  ServiceError.REQUEST_PARAMETER_UNKNOWN,
                  "There is no parameter %s.".formatted(name),
                  "Leave it out; the one that there is is %s.".formatted(FORMAT));
            });
  }

  /** The recording in a file, which is not needed any more then. */
  private float[] samples(Exchange exchange, Path file, CompletableFuture<Heard> answer) {
    try {
      try {
        if (answer.isDone()) {
          throw new CancellationException("nobody waits for the answer any more");
        }
        return upload.read(exchange.request(), file, reader);
      } finally {
        upload.remove(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void finish(Exchange exchange, AnswerFormat format, Heard heard, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause == null) {
      answer(exchange, format, heard);
    } else if (cause instanceof UploadEnded ended) {
      exchange.abandon(ended);
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

  private static void answer(Exchange exchange, AnswerFormat format, Heard heard) {
    byte[] body;
    try {
      body = heard.answer().in(format).getBytes(UTF_8);
    } catch (RuntimeException failure) {
      exchange.refuse(failure);
      return;
    }
    exchange.answer(heard, format.mediaType(), body);
  }
}
