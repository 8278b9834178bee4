package org.wavetrain.http;

import java.net.InetSocketAddress;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.DoSHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Holds each other machine to a thousand requests a second; what it asks beyond is refused at once
 * with 429 and {@code REQUEST_RATE_EXCEEDED}. This machine may ask as much as it likes: its
 * programs take its processors anyhow, and all that a proxy on it passes on would count as its own.
 */
public final class RequestRate {
  private static final int MOST_PER_SECOND = 1000;

  /** As the bucket leaks, there is room again within a second. */
  private static final String RETRY_AFTER_SECONDS = "1";

  private RequestRate() {}

  /** What asks another handler, unless there are too many requests. */
  public static Handler limited(Handler next) {
    return limited(next, MOST_PER_SECOND, RequestRate::isOfThisMachine);
  }

  static Handler limited(Handler next, int mostPerSecond, Predicate<Request> exempt) {
    DoSHandler handler =
        new DoSHandler(
            next,
            DoSHandler.ID_FROM_REMOTE_ADDRESS,
            new DoSHandler.LeakingBucketTrackerFactory(mostPerSecond),
            (request, response, callback) -> refuse(response, mostPerSecond, callback),
            -1);
    handler.exclude(exempt);
    return handler;
  }

  private static boolean isOfThisMachine(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress address
        && address.getAddress().isLoopbackAddress();
  }

  private static boolean refuse(Response response, int mostPerSecond, Callback callback) {
    response.setStatus(HttpStatus.TOO_MANY_REQUESTS_429);
    response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
    new Refusal(
            HttpError.REQUEST_RATE_EXCEEDED,
            "More than %d requests a second come from your address.".formatted(mostPerSecond),
            "Ask again after the seconds that Retry-After gives, and less often.")
        .write(response, callback);
    return true;
  }
}
