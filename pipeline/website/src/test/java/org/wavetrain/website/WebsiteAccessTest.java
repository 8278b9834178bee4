package org.wavetrain.website;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.http.Access;

/** Who is answered. */
class WebsiteAccessTest {
  private static final String TOKEN_VARIABLE = "WAVETRAIN_SITE_TOKEN";

  private final HttpClient browser = HttpClient.newHttpClient();
  private TrackedSample sample;
  private Website website;

  @BeforeEach
  void serve(@TempDir Path home) {
    sample = new TrackedSample(home);
    website = website(Map.of());
  }

  @AfterEach
  void end() {
    website.close();
    sample.close();
  }

  private Website website(Map<String, String> environment) {
    Site site =
        new Site(
            sample.tracking(),
            sample.store(),
            new NamedDocuments(),
            Optional.empty(),
            InstantSource.system());
    Access access = Access.to("127.0.0.1", List.of("Pages.Example"), TOKEN_VARIABLE, environment);
    return Website.start(site, "127.0.0.1", 0, access);
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a page of elsewhere asks the website by a name that points to this machine",
      outcome = "421; names that were allowed are answered")
  void nothingCanBeChangedAndNobodyElseCanRead() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(website.address()).POST(BodyPublishers.noBody()).build();
    HttpResponse<String> refused = browser.send(post, BodyHandlers.ofString());
    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("Allow")).contains("GET, HEAD");
    assertThat(refused.body()).startsWith("Nothing can be changed here.");
    assertThat(askedAs("localhost", "/../secret"))
        .startsWith("HTTP/1.1 400")
        .contains("REQUEST_MALFORMED");
    assertThat(askedAs("elsewhere.example", "/"))
        .startsWith("HTTP/1.1 421")
        .contains("--allow-host elsewhere.example");
  }

  @Test
  void aProxyMayAskByANameThatIsAllowedAndAProbeByAny() throws Exception {
    assertThat(askedAs("pages.example", "/")).startsWith("HTTP/1.1 200");
    assertThat(askedAs("PAGES.example:443", "/")).startsWith("HTTP/1.1 200");
    assertThat(askedAs("localhost", "/")).startsWith("HTTP/1.1 200");
    assertThat(askedAs("10.0.0.7", "/health")).startsWith("HTTP/1.1 200");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a page of elsewhere shows what the website has, as an image or in a frame",
      outcome = "403; who follows a link there is answered")
  void pagesOfElsewhereGetNothing() throws Exception {
    assertThat(askedAs("localhost\r\nOrigin: http://elsewhere.example", "/runs"))
        .startsWith("HTTP/1.1 403");
    for (String use : List.of("image", "iframe", "empty")) {
      assertThat(askedAs("localhost\r\n" + fetched("cross-site", use), "/runs"))
          .as(use)
          .startsWith("HTTP/1.1 403");
    }
    assertThat(askedAs("localhost\r\n" + fetched("cross-site", "document"), "/runs"))
        .startsWith("HTTP/1.1 200");
    assertThat(askedAs("localhost\r\n" + fetched("same-origin", "empty"), "/runs"))
        .startsWith("HTTP/1.1 200");
  }

  /** What a browser says of a request. */
  private static String fetched(String site, String use) {
    return "Sec-Fetch-Site: " + site + "\r\nSec-Fetch-Dest: " + use;
  }

  private String askedAs(String host, String path) throws IOException {
    String request = "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";
    try (Socket socket = new Socket("127.0.0.1", website.address().getPort())) {
      socket.getOutputStream().write(request.formatted(path, host).getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a request to the website without its token, or with a wrong one",
      outcome = "401, and browsers ask for the password; only /health answers")
  void withoutTheTokenNothingIsShown() throws Exception {
    try (Website guarded = website(Map.of(TOKEN_VARIABLE, "secret"))) {
      HttpResponse<String> refused = get(guarded, "");
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
          .startsWith("Basic ");
      assertThat(get(guarded, "runs", "Authorization", basic("wrong")).statusCode()).isEqualTo(401);
      assertThat(get(guarded, "runs", "Authorization", basic("secret")).statusCode())
          .isEqualTo(200);
      assertThat(get(guarded, "runs", "Authorization", "Bearer secret").statusCode())
          .isEqualTo(200);
      assertThat(get(guarded, "health").statusCode()).isEqualTo(200);
    }
  }

  private static String basic(String password) {
    return "Basic " + Base64.getEncoder().encodeToString(("anna:" + password).getBytes(UTF_8));
  }

  private HttpResponse<String> get(Website of, String path, String... headers) throws Exception {
    URI address = of.address().resolve(path);
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return browser.send(request.build(), BodyHandlers.ofString());
  }
}
