package org.wavetrain.website;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Takes requests of browsers to the site. Nothing can be changed through it. */
final class SiteHandler extends Handler.Abstract {
  private final Site site;
  private final Optional<Set<String>> hosts;

  /**
   * @param hosts the names that it answers to, in lower case; empty for any
   */
  SiteHandler(Site site, Optional<Set<String>> hosts) {
    this.site = site;
    this.hosts = hosts;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    boolean head = HttpMethod.HEAD.is(request.getMethod());
    if (!head && !HttpMethod.GET.is(request.getMethod())) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      Response.writeError(request, response, callback, 405);
      return true;
    }
    Answer answer = answer(request);
    response.setStatus(answer.status());
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
    String host = String.valueOf(Request.getServerName(request)).toLowerCase(Locale.ROOT);
    // Who looks whether it is healthy asks by any address.
    if (hosts.isPresent() && !hosts.get().contains(host) && !path.equals(Site.HEALTH)) {
      return Answer.misdirected(host);
    }
    Fields parameters = Request.extractQueryParameters(request);
    return site.answer(
        path,
        name -> {
          List<String> values = parameters.getValues(name);
          return values == null ? List.of() : values;
        });
  }
}
