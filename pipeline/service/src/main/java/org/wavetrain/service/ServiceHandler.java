package org.wavetrain.service;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.http.Access;

/** Takes requests to whom they are for. */
final class ServiceHandler extends Handler.Abstract {
  private static final String HEALTH = "/health";
  private static final String METRICS = "/metrics";
  private static final List<String> PATHS =
      Stream.concat(
              Stream.of(HEALTH, METRICS), Arrays.stream(SpeechTask.values()).map(SpeechTask::path))
          .toList();

  private final Recognition recognition;
  private final HealthReport health;
  private final ServiceMetrics metrics;
  private final Access access;

  /**
   * @param access who is answered; {@code /health} is for all, but tells others less
   */
  ServiceHandler(
      Recognition recognition, HealthReport health, ServiceMetrics metrics, Access access) {
    this.recognition = recognition;
    this.health = health;
    this.metrics = metrics;
    this.access = access;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    Exchange exchange =
        new Exchange(request, response, callback, metrics, PATHS.contains(path) ? path : "other");
    try {
      answer(path, exchange);
    } catch (IOException | RuntimeException | Error failure) {
      exchange.refuse(failure);
    }
    return true;
  }

  private void answer(String path, Exchange exchange) throws IOException {
    if (path.equals(HEALTH)) {
      require(HttpMethod.GET, exchange);
      tellHealth(exchange);
      return;
    }
    requireAccess(exchange);
    if (path.equals(METRICS)) {
      require(HttpMethod.GET, exchange);
      exchange.answer(200, metrics.mediaType(), metrics.text());
      return;
    }
    SpeechTask task =
        Arrays.stream(SpeechTask.values())
            .filter(one -> one.path().equals(path))
            .findFirst()
            .orElseThrow(() -> unknown(path));
    require(HttpMethod.POST, exchange);
    recognition.answer(task, exchange);
  }

  /** Probes ask by any address and without a token; pages of elsewhere may, too. */
  private void tellHealth(Exchange exchange) throws IOException {
    switch (access.on(exchange.request())) {
      case ADMITTED, NO_TOKEN -> health.tell(exchange);
      case UNKNOWN_NAME, FOREIGN_PAGE -> health.tellStatus(exchange);
    }
  }

  private void requireAccess(Exchange exchange) {
    switch (access.on(exchange.request())) {
      case ADMITTED -> {}
      case UNKNOWN_NAME -> {
        String host = Request.getServerName(exchange.request());
        throw new UserFailure(
            ServiceError.REQUEST_HOST_UNKNOWN,
            "The service is not known as " + host + ".",
            "Start it with --allow-host " + host + " if it should be.");
      }
      case FOREIGN_PAGE ->
          throw new UserFailure(
              ServiceError.REQUEST_PAGE_FOREIGN,
              "A page of another address asks.",
              "Ask with a program, or start the service with --allow-host and the name in the"
                  + " page's address.");
      case NO_TOKEN -> {
        exchange.header(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        throw new UserFailure(
            ServiceError.REQUEST_UNAUTHORISED,
            "The request has no token, or a wrong one.",
            "Send the header Authorization: Bearer TOKEN.");
      }
    }
  }

  private static void require(HttpMethod method, Exchange exchange) {
    String given = exchange.request().getMethod();
    if (!method.is(given)) {
      exchange.header(HttpHeader.ALLOW, method.asString());
      throw new UserFailure(
          ServiceError.REQUEST_METHOD_WRONG,
          "The method is " + given + ".",
          "Use " + method.asString() + ".");
    }
  }

  private static UserFailure unknown(String path) {
    return new UserFailure(
        ServiceError.REQUEST_PATH_UNKNOWN,
        "There is nothing at " + path + ".",
        "Ask one of " + PATHS.stream().sorted().collect(Collectors.joining(", ")) + ".");
  }
}
