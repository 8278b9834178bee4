package org.wavetrain.local.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.http.Access;
import org.wavetrain.http.Verdict;

/** Takes HTTP requests to the endpoints and puts their answers, or what went wrong, into JSON. */
final class TrackingHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(TrackingHandler.class);
  private static final String API = "/api/2.0/mlflow/";

  /** A full batch is well under 1 MB; a data set's profile may have 16 MB. */
  private static final int LARGEST_BODY_BYTES = 32 << 20;

  /** There is no token: who has an account on this machine may call. */
  private final Access access = Access.ofThisMachine();

  private final Endpoints endpoints;
  private final Duration bodyPeriod;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param bodyPeriod how long the body of a request may take to arrive
   */
  TrackingHandler(Endpoints endpoints, Duration bodyPeriod) {
    this.endpoints = endpoints;
    this.bodyPeriod = bodyPeriod;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    String path = Request.getPathInContext(request);
    if (access.on(request) != Verdict.ADMITTED) {
      write(
          response,
          callback,
          error(
              new ApiError(
                  ErrorType.PERMISSION_DENIED,
                  "Invalid Host or Origin header: only programs of this machine may call.")));
    } else if (path.equals("/health")) {
      write(response, callback, new Answer(200, "text/plain", "OK".getBytes(UTF_8)));
    } else if (path.equals("/version")) {
      write(response, callback, new Answer(200, "text/plain", "2.17.2".getBytes(UTF_8)));
    } else {
      write(response, callback, answer(request, path));
    }
    return true;
  }

  private record Answer(int status, String type, byte[] body) {}

  private Answer answer(Request request, String path) throws IOException {
    try {
      Endpoints.Call endpoint =
          endpoints
              .find(request.getMethod(), path.startsWith(API) ? path.substring(API.length()) : path)
              .orElseThrow(
                  () ->
                      new ApiError(
                          ErrorType.ENDPOINT_NOT_FOUND,
                          "No endpoint " + request.getMethod() + " " + path));
      ObjectNode answer = endpoint.answer(new ApiRequest(fields(request)));
      return new Answer(200, "application/json", json.writeValueAsBytes(answer));
    } catch (ApiError e) {
      return error(e);
    } catch (SQLException e) {
      LOG.error("{} {} failed", request.getMethod(), path, e);
      return error(new ApiError(Database.errorType(e), "The database refused: " + e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", request.getMethod(), path, e);
      return error(new ApiError(ErrorType.INTERNAL_ERROR, e.toString()));
    }
  }

  private Answer error(ApiError failure) throws JsonProcessingException {
    ObjectNode body =
        Json.object().put("error_code", failure.type().name()).put("message", failure.getMessage());
    return new Answer(failure.type().status(), "application/json", json.writeValueAsBytes(body));
  }

  private JsonNode fields(Request request) throws IOException {
    return request.getMethod().equals("GET") ? query(request) : body(request);
  }

  private JsonNode body(Request request) throws IOException {
    byte[] body = bytes(request);
    if (body.length > LARGEST_BODY_BYTES) {
      throw new ApiError(
          ErrorType.BAD_REQUEST, "The request has more than " + LARGEST_BODY_BYTES + " bytes.");
    }
    try {
      JsonNode fields = body.length == 0 ? Json.object() : json.readTree(body);
      if (!fields.isObject()) {
        throw new ApiError(ErrorType.BAD_REQUEST, "The request is no JSON object.");
      }
      return fields;
    } catch (JsonProcessingException e) {
      throw new ApiError(
          ErrorType.BAD_REQUEST, "The request is no JSON: " + e.getOriginalMessage());
    }
  }

  /** One thread waits for them: clients that send drop by drop must not keep all threads. */
  private byte[] bytes(Request request) throws IOException {
    AtomicBoolean late = new AtomicBoolean();
    Scheduler.Task deadline =
        request
            .getComponents()
            .getScheduler()
            .schedule(
                () -> {
                  late.set(true);
                  request.fail(new TimeoutException("the body is late"));
                },
                bodyPeriod.toMillis(),
                TimeUnit.MILLISECONDS);
    try (InputStream stream = Request.asInputStream(request)) {
      return stream.readNBytes(LARGEST_BODY_BYTES + 1);
    } catch (IOException failure) {
      if (late.get()) {
        throw new ApiError(
            ErrorType.TEMPORARILY_UNAVAILABLE,
            "The body of the request did not come within " + bodyPeriod.toSeconds() + " s.");
      }
      throw failure;
    } finally {
      deadline.cancel();
    }
  }

  private static JsonNode query(Request request) {
    ObjectNode fields = Json.object();
    for (Fields.Field field : Request.extractQueryParameters(request)) {
      if (field.hasMultipleValues()) {
        ArrayNode values = fields.putArray(field.getName());
        field.getValues().forEach(values::add);
      } else {
        fields.put(field.getName(), field.getValue());
      }
    }
    return fields;
  }

  private static void write(Response response, Callback callback, Answer answer) {
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
  }
}
