package org.wavetrain.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
  /** Answers with what was said of the request. */
  private static final class Judge extends Handler.Abstract {
    private final Access access;

    Judge(Access access) {
      this.access = access;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Content.Sink.write(response, true, access.on(request).name(), callback);
      return true;
    }
  }

  private static String verdict(Access access, String method, String... headers) throws Exception {
    Server server = new Server();
    ServerConnector connector = GuardedConnector.on(server, "127.0.0.1", 0, Duration.ofSeconds(30));
    server.setHandler(new Judge(access));
    server.start();
    try (Socket socket = new Socket("127.0.0.1", connector.getLocalPort())) {
      String head =
          method
              + " / HTTP/1.1\r\nConnection: close\r\n"
              + String.join("\r\n", headers)
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(UTF_8));
      List<String> lines =
          new String(socket.getInputStream().readAllBytes(), UTF_8).lines().toList();
      return lines.get(lines.size() - 1);
    } finally {
      server.stop();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST, Origin: http://elsewhere.example, FOREIGN_PAGE",
    "POST, Origin: http://localhost.elsewhere.example, FOREIGN_PAGE",
    "POST, Origin: null, FOREIGN_PAGE",
    "POST, Origin: chrome-extension://abcdef, FOREIGN_PAGE",
    "POST, Origin: not an address, FOREIGN_PAGE",
    "POST, Sec-Fetch-Site: cross-site, FOREIGN_PAGE",
    "GET, Sec-Fetch-Site: cross-site, FOREIGN_PAGE",
    "POST, Origin: http://localhost:3000, ADMITTED",
    "POST, Origin: http://[::1]:3000, ADMITTED",
    "POST, Origin: https://Pages.Example, ADMITTED",
    "GET, Sec-Fetch-Site: same-origin, ADMITTED",
    "GET, Sec-Fetch-Site: none, ADMITTED",
    "GET, Accept: text/html, ADMITTED"
  })
  void onlyPagesOfKnownNamesMayAsk(String method, String header, Verdict expected)
      throws Exception {
    Access access = Access.to("127.0.0.1", List.of("pages.example"), "TOKEN", Map.of());
    assertThat(verdict(access, method, "Host: localhost", header)).isEqualTo(expected.name());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, document, ADMITTED",
    "GET, iframe, FOREIGN_PAGE",
    "POST, document, FOREIGN_PAGE"
  })
  void aLinkOfElsewhereIsFollowedAndNoMore(String method, String use, Verdict expected)
      throws Exception {
    assertThat(
            verdict(
                Access.ofThisMachine(),
                method,
                "Host: localhost",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Dest: " + use))
        .isEqualTo(expected.name());
  }

  @Test
  void aBrowserThatKnowsTheTokenDoesNotLendItToPagesOfElsewhere() throws Exception {
    Access access = Access.to("0.0.0.0", List.of(), "TOKEN", Map.of("TOKEN", "secret"));
    String token = "Authorization: Bearer secret";
    assertThat(verdict(access, "GET", "Host: any.example", token)).isEqualTo("ADMITTED");
    assertThat(verdict(access, "GET", "Host: any.example")).isEqualTo("NO_TOKEN");
    assertThat(verdict(access, "GET", "Host: any.example", token, "Sec-Fetch-Site: cross-site"))
        .isEqualTo("FOREIGN_PAGE");
  }
}
