package org.wavetrain.http;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * What Jetty refuses by itself, before any handler of ours sees it, such as a request that is
 * malformed: it would answer with a page of its own, without a code and without what to do.
 */
final class ServerErrors extends ErrorHandler {
  /** Whatever the method is; Jetty explains itself to some only. */
  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      String message,
      Throwable cause,
      Callback callback) {
    refusal(status, message).write(response, callback);
  }

  private static Refusal refusal(int status, String message) {
    return HttpStatus.isServerError(status)
        ? new Refusal(
            HttpError.SERVER_UNAVAILABLE,
            // What was thrown may name files.
            "The server cannot answer now: %s.".formatted(HttpStatus.getMessage(status)),
            "Ask again later; if that does not help, look at the server's log.")
        : new Refusal(
            HttpError.REQUEST_MALFORMED,
            "The request is not one that the server reads: %s.".formatted(message),
            "Send a request of HTTP/1.1 with one Host, a path without dots, NUL or encoded slashes,"
                + " and a head of at most 8 KiB.");
  }
}
