package org.wavetrain.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.wavetrain.failure.ErrorCode;
import org.wavetrain.failure.MachineError;
import org.wavetrain.failure.UserFailure;

/** A request and its answer, which is counted and logged. */
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final JsonMapper JSON = new JsonMapper();

  /** The status for a recording that cannot be used. */
  private static final int UNPROCESSABLE = 422;

  /** The status for what another machine might do. */
  private static final int UNAVAILABLE = 503;

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final ServiceMetrics metrics;
  private final String path;
  private final RequestBody body;
  private final long startNanos = System.nanoTime();

  /**
   * @param path what the request is counted under
   */
  Exchange(
      Request request, Response response, Callback callback, ServiceMetrics metrics, String path) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.metrics = metrics;
    this.path = path;
    this.body = new RequestBody(request);
  }

  Request request() {
    return request;
  }

  RequestBody body() {
    return body;
  }

  /** Nanoseconds since it began. */
  long elapsedNanos() {
    return System.nanoTime() - startNanos;
  }

  void header(HttpHeader name, String value) {
    response.getHeaders().put(name, value);
  }

  /** Answers with JSON. */
  void answer(int status, ObjectNode object) {
    answer(status, AnswerFormat.JSON.mediaType(), (object + "\n").getBytes(UTF_8));
  }

  /** Answers. */
  void answer(int status, String mediaType, byte[] content) {
    log(status).log("request");
    send(status, mediaType, content);
  }

  /** Answers with what was heard. */
  void answer(Job.Heard heard, String mediaType, byte[] content) {
    response.getHeaders().put("Wavetrain-Model", heard.model().toString());
    log(200)
        .addKeyValue("sound", heard.sound().toMillis() / 1000.0)
        .addKeyValue("together", heard.together())
        .addKeyValue("model", heard.model())
        .log("request");
    send(200, mediaType, content);
  }

  /** Answers with a failure. */
  void refuse(Throwable failure) {
    if (failure instanceof UserFailure told) {
      refuse(status(told.code()), told.code().name(), told.getMessage(), told.remedy());
    } else {
      LOG.error("a request failed", failure);
      refuse(
          ServiceError.SERVICE_FAILED.status(),
          ServiceError.SERVICE_FAILED.name(),
          "The service failed through no fault of yours.",
          "Look at its log, and report what is there.");
    }
  }

  private static int status(ErrorCode code) {
    if (code instanceof ServiceError known) {
      return known.status();
    }
    return code instanceof MachineError ? UNAVAILABLE : UNPROCESSABLE;
  }

  private void refuse(int status, String code, String sentence, String remedy) {
    log(status).addKeyValue("code", code).log("request");
    ObjectNode object =
        JSON.createObjectNode().put("code", code).put("message", sentence).put("remedy", remedy);
    send(status, AnswerFormat.JSON.mediaType(), (object + "\n").getBytes(UTF_8));
  }

  /** Gives up a client that has gone: nobody is at fault here. */
  void abandon(UploadEnded failure) {
    metrics.abandoned(path);
    values(LOG.atDebug()).setCause(failure).log("upload ended early");
    callback.failed(failure.getCause());
  }

  private LoggingEventBuilder log(int status) {
    return values(path.equals("/health") || path.equals("/metrics") ? LOG.atDebug() : LOG.atInfo())
        .addKeyValue("status", status);
  }

  private LoggingEventBuilder values(LoggingEventBuilder line) {
    return line.addKeyValue("method", request.getMethod())
        .addKeyValue("path", path)
        .addKeyValue("seconds", elapsedNanos() / 1_000_000 / 1000.0)
        .addKeyValue("remote", Request.getRemoteAddr(request));
  }

  private void send(int status, String mediaType, byte[] content) {
    metrics.answered(path, status, elapsedNanos());
    response.setStatus(status);
    header(HttpHeader.CONTENT_TYPE, mediaType);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
    if (body.isUnread()) {
      header(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
    }
    response.write(
        true,
        ByteBuffer.wrap(content),
        Callback.from(() -> body.discard(callback::succeeded), callback::failed));
  }
}
