package org.wavetrain.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Why a request is not answered, as JSON.
 *
 * @param message one sentence
 * @param remedy what its sender can do
 */
record Refusal(HttpError code, String message, String remedy) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Answers with it; the response has its status already. */
  void write(Response response, Callback callback) {
    String json =
        JSON.createObjectNode()
            .put("code", code.name())
            .put("message", message)
            .put("remedy", remedy)
            .toString();
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    Content.Sink.write(response, true, json + "\n", callback);
  }
}
