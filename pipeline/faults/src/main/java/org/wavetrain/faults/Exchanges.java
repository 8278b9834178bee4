package org.wavetrain.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wavetrain.faults.HttpFault.DoneButRefused;
import org.wavetrain.faults.HttpFault.LateAnswer;
import org.wavetrain.faults.HttpFault.LostAnswer;
import org.wavetrain.faults.HttpFault.LostRequest;
import org.wavetrain.faults.HttpFault.Refused;
import org.wavetrain.faults.HttpFault.ResetWithinAnswer;
import org.wavetrain.faults.HttpFault.ResetWithinRequest;
import org.wavetrain.faults.HttpFault.SkewedClock;
import org.wavetrain.faults.HttpFault.SlowAnswer;
import org.wavetrain.faults.HttpFault.SlowRequest;
import org.wavetrain.faults.HttpFault.UnknownHeaders;
import org.wavetrain.faults.HttpFault.WrongBitInAnswer;
import org.wavetrain.faults.HttpFault.WrongBitInRequest;

/** The requests of one connection, one after the other, and their answers. */
final class Exchanges {
  private static final int CONTINUE = 100;
  private static final int SWITCHING = 101;
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final Socket client;
  private final Socket server;
  private final FaultPlan plan;
  private final InputStream fromClient;
  private final OutputStream toClient;
  private final InputStream fromServer;
  private final OutputStream toServer;

  Exchanges(Socket client, Socket server, FaultPlan plan) throws IOException {
    this.client = client;
    this.server = server;
    this.plan = plan;
    this.fromClient = new BufferedInputStream(client.getInputStream());
    this.toClient = new BufferedOutputStream(client.getOutputStream());
    this.fromServer = new BufferedInputStream(server.getInputStream());
    this.toServer = new BufferedOutputStream(server.getOutputStream());
  }

  void serve() throws IOException {
    try {
      boolean more = true;
      while (more) {
        Optional<HttpHead> request = HttpHead.read(fromClient);
        more = request.isPresent() && one(request.get(), plan.of(request.get()));
      }
    } catch (FaultyStream.Cut wanted) {
      reset();
    }
  }

  /** Whether the connection can be used again. */
  private boolean one(HttpHead request, Optional<HttpFault> fault) throws IOException {
    HttpFault wrong = fault.orElse(null);
    if (wrong instanceof LostRequest) {
      throw new FaultyStream.Cut();
    }
    if (wrong instanceof Refused refused) {
      consume(request);
      answer(refused);
      return true;
    }
    HttpHead passed =
        wrong instanceof UnknownHeaders unknown
            ? request.without(name -> name.startsWith(unknown.prefix()))
            : request;
    Optional<HttpHead> early = send(passed, wrong);
    HttpHead answer = early.isPresent() ? early.get() : finalHead();
    return receive(request, answer, wrong) && early.isEmpty();
  }

  /**
   * Passes a request on.
   *
   * @return what the server answered before it was sent the body, which it does not want then
   */
  private Optional<HttpHead> send(HttpHead request, HttpFault wrong) throws IOException {
    toServer.write(request.bytes());
    toServer.flush();
    if (request.header("Expect").isPresent()) {
      HttpHead first = HttpHead.read(fromServer).orElseThrow(FaultyStream.Cut::new);
      if (first.status() != CONTINUE) {
        return Optional.of(first);
      }
      toClient.write(first.bytes());
      toClient.flush();
    }
    OutputStream out =
        wrong instanceof ResetWithinRequest reset
            ? FaultyStream.cut(toServer, reset.bytes())
            : wrong instanceof WrongBitInRequest bit
                ? FaultyStream.wrongBit(toServer, bit.offset())
                : wrong instanceof SlowRequest slow
                    ? FaultyStream.slow(toServer, slow.bytes(), slow.pause())
                    : toServer;
    HttpBody.ofRequest(fromClient, request).copy(out);
    return Optional.empty();
  }

  private HttpHead finalHead() throws IOException {
    HttpHead head = HttpHead.read(fromServer).orElseThrow(FaultyStream.Cut::new);
    while (head.status() < OK && head.status() != SWITCHING) {
      head = HttpHead.read(fromServer).orElseThrow(FaultyStream.Cut::new);
    }
    return head;
  }

  private boolean receive(HttpHead request, HttpHead answer, HttpFault wrong) throws IOException {
    boolean hasBody =
        !request.method().equals("HEAD")
            && answer.status() != NO_CONTENT
            && answer.status() != NOT_MODIFIED;
    HttpBody body = HttpBody.ofAnswer(fromServer, answer);
    if (wrong instanceof LostAnswer) {
      throw new FaultyStream.Cut();
    }
    if (wrong instanceof DoneButRefused refused) {
      if (hasBody) {
        body.copy(OutputStream.nullOutputStream());
      }
      answer(refused.answer());
      return !(hasBody && body.endsWithTheStream());
    }
    if (wrong instanceof LateAnswer late) {
      Pause.of(late.delay());
    }
    toClient.write(dated(answer, wrong).bytes());
    toClient.flush();
    if (!hasBody) {
      return true;
    }
    body.copy(
        wrong instanceof ResetWithinAnswer reset
            ? FaultyStream.cut(toClient, reset.bytes())
            : wrong instanceof WrongBitInAnswer bit
                ? FaultyStream.wrongBit(toClient, bit.offset())
                : wrong instanceof SlowAnswer slow
                    ? FaultyStream.slow(toClient, slow.bytes(), slow.pause())
                    : toClient);
    return !body.endsWithTheStream();
  }

  private static HttpHead dated(HttpHead answer, HttpFault wrong) {
    Optional<String> date = answer.header("Date");
    if (!(wrong instanceof SkewedClock clock) || date.isEmpty()) {
      return answer;
    }
    ZonedDateTime said =
        ZonedDateTime.parse(date.get(), DateTimeFormatter.RFC_1123_DATE_TIME).plus(clock.ahead());
    return answer.with("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(said));
  }

  /** Takes a request in that nobody is asked. */
  private void consume(HttpHead request) throws IOException {
    if (request.header("Expect").isPresent()) {
      toClient.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(UTF_8));
      toClient.flush();
    }
    HttpBody.ofRequest(fromClient, request).copy(OutputStream.nullOutputStream());
  }

  private void answer(Refused refused) throws IOException {
    byte[] body = refused.body().getBytes(UTF_8);
    List<String> headers = new ArrayList<>();
    refused.headers().forEach((name, value) -> headers.add(name + ": " + value));
    headers.add("Content-Length: " + body.length);
    toClient.write(new HttpHead("HTTP/1.1 " + refused.status() + " Fault", headers).bytes());
    toClient.write(body);
    toClient.flush();
  }

  private void reset() throws IOException {
    client.setSoLinger(true, 0);
    server.setSoLinger(true, 0);
  }
}
