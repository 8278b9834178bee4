package org.wavetrain.website;

import java.nio.ByteBuffer;
import java.util.List;
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

  SiteHandler(Site site) {
    this.site = site;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    boolean head = HttpMethod.HEAD.is(request.getMethod());
    if (!head && !HttpMethod.GET.is(request.getMethod())) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      Response.writeError(request, response, callback, 405);
      return true;
    }
    Fields parameters = Request.extractQueryParameters(request);
    Answer answer =
        site.answer(
            Request.getPathInContext(request),
            name -> {
              List<String> values = parameters.getValues(name);
              return values == null ? List.of() : values;
            });
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
    response
        .getHeaders()
        .put(HttpHeader.CACHE_CONTROL, answer.lasting() ? "max-age=600" : "no-store");
    response.getHeaders().put("Content-Security-Policy", answer.policy());
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put("Referrer-Policy", "no-referrer");
    response.write(true, head ? null : ByteBuffer.wrap(answer.body()), callback);
    return true;
  }
}
