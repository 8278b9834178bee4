package org.wavetrain.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.wavetrain.failure.UserFailure;

/** Takes requests to whom they are for. */
final class ServiceHandler extends Handler.Abstract {
  private static final String HEALTH = "/health";
  private static final String METRICS = "/metrics";
  private static final String SCHEME = "Bearer ";
  private static final List<String> PATHS =
      Stream.concat(
              Stream.of(HEALTH, METRICS), Arrays.stream(SpeechTask.values()).map(SpeechTask::path))
          .toList();

  private final Recognition recognition;
  private final HealthReport health;
  private final ServiceMetrics metrics;
  private final Optional<byte[]> token;

  /**
   * @param token what requests must bring, if anything; {@code /health} is for all
   */
  ServiceHandler(
      Recognition recognition,
      HealthReport health,
      ServiceMetrics metrics,
      Optional<String> token) {
    this.recognition = recognition;
    this.health = health;
    this.metrics = metrics;
    this.token = token.map(secret -> secret.getBytes(UTF_8));
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
      exchange.answer(200, health.json());
      return;
    }
    requireAuthorisation(exchange);
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

  private void requireAuthorisation(Exchange exchange) {
    if (token.isEmpty()) {
      return;
    }
    String given = exchange.request().getHeaders().get(HttpHeader.AUTHORIZATION);
    if (given == null || !MessageDigest.isEqual(token(given).getBytes(UTF_8), token.get())) {
      exchange.header(HttpHeader.WWW_AUTHENTICATE, "Bearer");
      throw new UserFailure(
          ServiceError.REQUEST_UNAUTHORISED,
          "The request has no token, or a wrong one.",
          "Send the header Authorization: Bearer TOKEN.");
    }
  }

  /** The name of the scheme may be in any case (RFC 9110, section 11.1). */
  private static String token(String authorisation) {
    return authorisation.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? authorisation.substring(SCHEME.length()).strip()
        : "";
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
