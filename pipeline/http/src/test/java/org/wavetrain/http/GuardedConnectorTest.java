package org.wavetrain.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class GuardedConnectorTest {
  private static final Duration HEAD_PERIOD = Duration.ofMillis(300);
  private static final int MOST_CONNECTIONS = 10;
  private static final int DROPS = 20;
  private static final long DROP_MILLISECONDS = 100;
  private static final String LARGE_PATH = "/large";
  private static final String BROKEN_PATH = "/broken";

  /** More than what machines hold between two programs. */
  private static final int LARGE = 16 << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Server server = new Server();
  private ServerConnector connector;

  @BeforeEach
  void start() throws Exception {
    connector =
        GuardedConnector.on(
            server,
            "127.0.0.1",
            0,
            Duration.ofMinutes(10),
            new ConnectionLimits(MOST_CONNECTIONS, HEAD_PERIOD, PATIENCE, LARGE / 2));
    server.setHandler(new Echo());
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  /** Answers with the path and the body, with much, or not at all. */
  private static final class Echo extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      if (Request.getPathInContext(request).equals(BROKEN_PATH)) {
        throw new IOException("broken");
      }
      if (Request.getPathInContext(request).equals(LARGE_PATH)) {
        response.write(true, ByteBuffer.allocate(LARGE), callback);
        return true;
      }
      String answer = Request.getPathInContext(request) + Content.Source.asString(request, UTF_8);
      Content.Sink.write(response, true, answer, callback);
      return true;
    }
  }

  private Socket connect() throws IOException {
    return new Socket("127.0.0.1", connector.getLocalPort());
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
    socket.getOutputStream().flush();
  }

  private static String rest(Socket socket) throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    } catch (SocketException reset) {
      return "";
    }
  }

  /** Whether the server took all drops. */
  private static boolean drip(Socket socket, String drop) throws InterruptedException {
    try {
      OutputStream out = socket.getOutputStream();
      for (int sent = 0; sent < DROPS; sent++) {
        out.write(drop.getBytes(UTF_8));
        out.flush();
        Thread.sleep(DROP_MILLISECONDS);
      }
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a client that sends the head of a request drop by drop (slowloris)",
      outcome = "its connection is closed after 20 seconds at most; others are served meanwhile")
  void aHeadThatComesDropByDropIsNotWaitedFor() throws Exception {
    try (Socket slow = connect();
        Socket other = connect()) {
      send(slow, "GET / HTTP/1.1\r\nHost: a\r\n");
      send(other, "GET /other HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertThat(rest(other)).startsWith("HTTP/1.1 200");
      assertThat(drip(slow, "X-Header: 1\r\n")).isFalse();
    }
  }

  @Test
  void soIsTheHeadOfALaterRequest() throws Exception {
    try (Socket slow = connect()) {
      send(slow, "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\n");
      assertThat(drip(slow, "X-Header: 1\r\n")).isFalse();
    }
  }

  @Test
  void aBodyMayTakeLonger() throws Exception {
    try (Socket slow = connect()) {
      send(slow, "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 20\r\n\r\n");
      assertThat(drip(slow, "x")).isTrue();
      assertThat(rest(slow)).startsWith("HTTP/1.1 200").endsWith("/" + "x".repeat(DROPS));
    }
  }

  @Test
  void aConnectionIsKeptBetweenTwoRequests() throws Exception {
    try (Socket socket = connect()) {
      send(socket, "GET /first HTTP/1.1\r\nHost: a\r\n\r\n");
      Thread.sleep(HEAD_PERIOD.multipliedBy(4).toMillis());
      send(socket, "GET /second HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertThat(rest(socket)).contains("/first").endsWith("/second");
    }
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "clients take all connections and ask nothing",
      outcome =
          "they are hung up on after 20 seconds at most, and others are served; requests under way"
              + " go on")
  void whoAsksNothingDoesNotKeepOthersOut() throws Exception {
    List<Socket> idle = new ArrayList<>();
    try (Socket slow = connect()) {
      send(slow, "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 20\r\n\r\n");
      for (int taken = 1; taken < MOST_CONNECTIONS; taken++) {
        idle.add(connect());
      }
      try (Socket other = connect()) {
        other.setSoTimeout(30_000);
        send(other, "GET /other HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(rest(other)).startsWith("HTTP/1.1 200");
      }
      assertThat(drip(slow, "x")).isTrue();
      assertThat(rest(slow)).startsWith("HTTP/1.1 200");
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  @Test
  @Timeout(30)
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a client that asks for more than it is sent at once, and takes it drop by drop",
      outcome =
          "its connection is closed after a minute and a second for each 8 KiB; others are served"
              + " meanwhile")
  void anAnswerThatIsTakenDropByDropIsGivenUp() throws Exception {
    try (Socket slow = connect()) {
      send(slow, "GET %s HTTP/1.1\r\nHost: a\r\n\r\n".formatted(LARGE_PATH).repeat(2));
      long start = System.nanoTime();
      do {
        assertThat(slow.getInputStream().readNBytes(1)).hasSize(1);
        try (Socket other = connect()) {
          send(other, "GET /other HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
          assertThat(rest(other)).startsWith("HTTP/1.1 200");
        }
        Thread.sleep(DROP_MILLISECONDS);
      } while (isOpen(slow));
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThan(PATIENCE.plusSeconds(2));
    }
  }

  @Test
  void aSlowReaderOfALargeAnswerGetsAllOfIt() throws Exception {
    int part = LARGE / 20;
    try (Socket slow = connect()) {
      send(slow, "GET %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".formatted(LARGE_PATH));
      for (int parts = 0; parts < 20; parts++) {
        assertThat(slow.getInputStream().readNBytes(part)).hasSize(part);
        Thread.sleep(DROP_MILLISECONDS);
      }
      assertThat(slow.getInputStream().readAllBytes()).isNotEmpty();
    }
  }

  /** Whether the server still has it; one that it has just closed has no address. */
  private boolean isOpen(Socket socket) {
    return connector.getConnectedEndPoints().stream()
        .anyMatch(one -> socket.getLocalSocketAddress().equals(one.getRemoteSocketAddress()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /%2e%2e/secret HTTP/1.1\r\nHost: a",
        "GET /..%2fsecret HTTP/1.1\r\nHost: a",
        "GET /a%00b HTTP/1.1\r\nHost: a",
        "GET /a%zz HTTP/1.1\r\nHost: a",
        "GET /../secret HTTP/1.1\r\nHost: a",
        "PUT /../secret HTTP/1.1\r\nHost: a",
        "GET / HTTP/1.1",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b",
        "GET / HTTP/1.1\r\nHost: a\r\n folded",
        "GET / HTTP/1.1\r\nHost: a\r\nname with space: x",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -3",
      })
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected =
          "requests with ambiguous paths, NUL, two lengths, two hosts, folded or ill-formed"
              + " headers",
      outcome = "400 with REQUEST_MALFORMED")
  void ambiguousRequestsAreRefused(String head) throws Exception {
    try (Socket socket = connect()) {
      send(socket, head + "\r\nConnection: close\r\n\r\n");
      assertThat(rest(socket))
          .startsWith("HTTP/1.1 400")
          .contains("{\"code\":\"REQUEST_MALFORMED\",\"message\":\"", "\"remedy\":\"");
    }
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a request with a head of megabytes",
      outcome = "431 with REQUEST_MALFORMED, after 8 KiB")
  void aHeadWithoutEndIsRefused() throws Exception {
    try (Socket socket = connect()) {
      send(socket, "GET / HTTP/1.1\r\nHost: a\r\nX-Header: " + "x".repeat(10_000));
      assertThat(rest(socket)).startsWith("HTTP/1.1 431").contains("REQUEST_MALFORMED");
    }
  }

  @Test
  void whatFailsInTheServerIsToldWithACodeAndWithoutTheReason() throws Exception {
    try (Socket socket = connect()) {
      send(socket, "GET %s HTTP/1.1\r\nHost: a\r\n\r\n".formatted(BROKEN_PATH));
      socket.shutdownOutput();
      assertThat(rest(socket))
          .startsWith("HTTP/1.1 500")
          .contains("{\"code\":\"SERVER_UNAVAILABLE\",\"message\":\"")
          .doesNotContain("broken");
    }
  }
}
