package org.wavetrain.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class RequestRateTest {
  private static final int MOST_PER_SECOND = 20;
  private static final String SERVED = "HTTP/1.1 200";
  private static final String REFUSED = "HTTP/1.1 429";

  private final Server server = new Server();

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  /** Answers all. */
  private static final class Ready extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Content.Sink.write(response, true, "ready", callback);
      return true;
    }
  }

  private ServerConnector serve(UnaryOperator<Handler> limit) throws Exception {
    ServerConnector connector = GuardedConnector.on(server, "127.0.0.1", 0, Duration.ofMinutes(1));
    server.setHandler(limit.apply(new Ready()));
    server.start();
    return connector;
  }

  /** What is answered to so many requests that are sent at once. */
  private static String ask(ServerConnector connector, int times) throws Exception {
    String request = "GET / HTTP/1.1\r\nHost: localhost\r\n";
    try (Socket socket = new Socket("127.0.0.1", connector.getLocalPort())) {
      socket
          .getOutputStream()
          .write(
              ((request + "\r\n").repeat(times - 1) + request + "Connection: close\r\n\r\n")
                  .getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected =
          "one machine asks the website or the speech service more than 1,000 times a second",
      outcome = "429 with REQUEST_RATE_EXCEEDED at once; it says when to try again")
  void whoAsksTooOftenIsRefusedForAWhile() throws Exception {
    ServerConnector connector =
        serve(next -> RequestRate.limited(next, MOST_PER_SECOND, request -> false));
    String answers = ask(connector, 10 * MOST_PER_SECOND);
    assertThat(count(answers, SERVED)).isBetween(MOST_PER_SECOND / 2, 5 * MOST_PER_SECOND);
    assertThat(count(answers, SERVED) + count(answers, REFUSED)).isEqualTo(10 * MOST_PER_SECOND);
    assertThat(answers)
        .contains("Retry-After: 1", "{\"code\":\"REQUEST_RATE_EXCEEDED\",\"message\":");
    Thread.sleep(1000);
    assertThat(ask(connector, 1)).startsWith(SERVED);
  }

  @Test
  void thisMachineMayAskAsMuchAsItLikes() throws Exception {
    assertThat(count(ask(serve(RequestRate::limited), 3000), SERVED)).isEqualTo(3000);
  }
}
