package org.wavetrain.website;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.http.Access;

/** Takes requests of browsers to the site. Nothing can be changed through it. */
final class SiteHandler extends Handler.Abstract {
  /** Browsers ask for a name and a password then: the token is the password. */
  private static final String ASKING_FOR_THE_TOKEN = "Basic realm=\"wavetrain\", charset=\"UTF-8\"";

  private final Site site;
  private final Access access;
  private final int mostPages;
  private final Semaphore places;

  /**
   * @param mostPages that are made at a time: each may wait for the store or the tracking server
   */
  SiteHandler(Site site, Access access, int mostPages) {
    this.site = site;
    this.access = access;
    this.mostPages = mostPages;
    this.places = new Semaphore(mostPages);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    boolean head = HttpMethod.HEAD.is(request.getMethod());
    Answer answer =
        head || HttpMethod.GET.is(request.getMethod()) ? answer(request) : Answer.readOnly();
    response.setStatus(answer.status());
    if (answer.status() == HttpStatus.METHOD_NOT_ALLOWED_405) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
    }
    if (answer.status() == HttpStatus.UNAUTHORIZED_401) {
      response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, ASKING_FOR_THE_TOKEN);
    }
    if (answer.status() == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, PageContent.WHILE_AWAY.toSeconds());
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
    response
        .getHeaders()
        .put(
            HttpHeader.CACHE_CONTROL,
            answer.lasting() ? "max-age=31536000, immutable" : "no-store");
    response.getHeaders().put("Content-Security-Policy", answer.policy());
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put("Referrer-Policy", "no-referrer");
    response.write(true, head ? null : ByteBuffer.wrap(answer.body()), callback);
    return true;
  }

  private Answer answer(Request request) {
    String path = Request.getPathInContext(request);
    // Who looks whether it is healthy asks by any address, and knows no token.
    if (path.equals(Site.HEALTH)) {
      return page(path, request);
    }
    return switch (access.on(request)) {
      case ADMITTED -> page(path, request);
      case UNKNOWN_NAME -> Answer.misdirected(String.valueOf(Request.getServerName(request)));
      case FOREIGN_PAGE -> Answer.foreign();
      case NO_TOKEN -> Answer.unauthorised();
    };
  }

  private Answer page(String path, Request request) {
    Optional<Answer> fixed = site.fixed(path);
    if (fixed.isPresent()) {
      return fixed.get();
    }
    if (!places.tryAcquire()) {
      return site.failed(busy());
    }
    try {
      Fields parameters = Request.extractQueryParameters(request);
      return site.answer(
          path,
          name -> {
            List<String> values = parameters.getValues(name);
            return values == null ? List.of() : values;
          });
    } finally {
      places.release();
    }
  }

  private UserFailure busy() {
    return new UserFailure(
        WebsiteError.WEBSITE_BUSY,
        "Pages are being made for others, %d, as many as may be at a time.".formatted(mostPages),
        "Wait: it comes when one of them is ready.");
  }
}
