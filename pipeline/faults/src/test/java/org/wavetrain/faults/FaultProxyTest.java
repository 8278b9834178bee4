package org.wavetrain.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wavetrain.faults.HttpFault.DoneButRefused;
import org.wavetrain.faults.HttpFault.LostAnswer;
import org.wavetrain.faults.HttpFault.LostRequest;
import org.wavetrain.faults.HttpFault.Refused;
import org.wavetrain.faults.HttpFault.ResetWithinAnswer;
import org.wavetrain.faults.HttpFault.ResetWithinRequest;
import org.wavetrain.faults.HttpFault.SkewedClock;
import org.wavetrain.faults.HttpFault.SlowAnswer;
import org.wavetrain.faults.HttpFault.UnknownHeaders;
import org.wavetrain.faults.HttpFault.WrongBitInAnswer;
import org.wavetrain.faults.HttpFault.WrongBitInRequest;

/** The proxy stands before a server that answers with what it was sent. */
class FaultProxyTest {
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private HttpServer server;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          received.add(
              exchange.getRequestHeaders().getOrDefault("X-Condition", List.of())
                  + " "
                  + text(body));
          exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    proxy = new FaultProxy(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.stop(0);
  }

  private static String text(byte[] body) {
    return new String(body, UTF_8);
  }

  private HttpResponse<String> send(String body) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(proxy.address().resolve("/path?query=1"))
            .header("X-Condition", "none")
            .PUT(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private void plan(HttpFault fault) {
    proxy.plan(FaultPlan.always(request -> request.method().equals("PUT"), fault));
  }

  @Test
  void withoutAPlanEverythingArrives() throws Exception {
    assertThat(send("first").body()).isEqualTo("first");
    assertThat(send("second").body()).isEqualTo("second");
    assertThat(proxy.requests())
        .extracting(HttpHead::method, HttpHead::target)
        .containsOnly(tuple("PUT", "/path?query=1"));
  }

  @Test
  void bodiesOfUnknownLengthArriveInChunks() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(proxy.address())
            .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("in chunks")))
            .build();

    assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("in chunks");
  }

  @Test
  void aServerThatExpectsToBeAskedFirstIsAsked() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(proxy.address())
            .expectContinue(true)
            .POST(BodyPublishers.ofString("after a question"))
            .build();

    assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("after a question");
  }

  @Test
  void aRefusalDoesNotReachTheServer() throws Exception {
    plan(new Refused(503, Map.of("Retry-After", "1"), "busy"));

    HttpResponse<String> answer = send("first");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("busy");
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(received).isEmpty();
  }

  @Test
  void whatIsDoneMayBeRefusedAfterwards() throws Exception {
    plan(new DoneButRefused(new Refused(500, Map.of(), "oh")));

    assertThat(send("first").statusCode()).isEqualTo(500);
    assertThat(received).containsExactly("[none] first");
  }

  @Test
  void aLostRequestDoesNotReachTheServerAndALostAnswerDoes() {
    plan(new LostRequest());
    assertThatThrownBy(() -> send("first")).isInstanceOf(IOException.class);
    assertThat(received).isEmpty();

    plan(new LostAnswer());
    assertThatThrownBy(() -> send("second")).isInstanceOf(IOException.class);
    assertThat(received).contains("[none] second");
  }

  @Test
  void aConnectionBreaksOffWithinABody() {
    plan(new ResetWithinRequest(2));
    assertThatThrownBy(() -> send("first")).isInstanceOf(IOException.class);
    assertThat(received).isEmpty();

    plan(new ResetWithinAnswer(2));
    assertThatThrownBy(() -> send("second")).isInstanceOf(IOException.class);
    assertThat(received).isNotEmpty();
  }

  @Test
  void aBitIsAnotherOnEitherWay() throws Exception {
    plan(new WrongBitInRequest(1));
    assertThat(send("abc").body()).isEqualTo("acc");
    assertThat(received).containsExactly("[none] acc");

    plan(new WrongBitInAnswer(1));
    assertThat(send("abc").body()).isEqualTo("acc");
    assertThat(received).contains("[none] abc");
  }

  @Test
  void aSlowAnswerArrivesInTheEnd() throws Exception {
    plan(new SlowAnswer(1, Duration.ofMillis(1)));

    assertThat(send("slow").body()).isEqualTo("slow");
  }

  @Test
  void aClockIsAhead() throws Exception {
    ZonedDateTime before = date(send("first"));

    plan(new SkewedClock(Duration.ofHours(3)));

    assertThat(Duration.between(before, date(send("second"))).toHours()).isEqualTo(3);
  }

  private static ZonedDateTime date(HttpResponse<?> answer) {
    return ZonedDateTime.parse(
        answer.headers().firstValue("Date").orElseThrow(), DateTimeFormatter.RFC_1123_DATE_TIME);
  }

  @Test
  void headersThatAServerDoesNotKnowAreLeftOut() throws Exception {
    plan(new UnknownHeaders("x-cond"));

    send("first");

    assertThat(received).containsExactly("[] first");
  }

  @Test
  void onlyTheFirstRequestsOrOneOfThemMayFail() throws Exception {
    proxy.plan(FaultPlan.first(1, request -> true, Refused.s3(500, "InternalError")));
    assertThat(send("first").statusCode()).isEqualTo(500);
    assertThat(send("second").statusCode()).isEqualTo(200);

    proxy.plan(FaultPlan.only(1, Refused.mlflow(500, "INTERNAL_ERROR")));
    assertThat(send("third").statusCode()).isEqualTo(200);
    assertThat(send("fourth").statusCode()).isEqualTo(500);
    assertThat(send("fifth").statusCode()).isEqualTo(200);
  }

  @Test
  void nobodyGetsThroughWhatIsCut() throws Exception {
    assertThat(send("first").statusCode()).isEqualTo(200);

    proxy.cut();
    assertThatThrownBy(() -> send("second")).isInstanceOf(IOException.class);

    proxy.restore();
    assertThat(send("third").statusCode()).isEqualTo(200);
    assertThat(received).containsExactly("[none] first", "[none] third");
  }
}
