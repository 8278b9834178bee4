package org.wavetrain.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.http.Access;

/** A service of {@link SpokenNumbers}, whose requests are numbers as text. */
final class RunningService implements AutoCloseable {
  /** What stands before the number of a recording that is heard in three parts. */
  static final String LONG = "~";

  /** A recording whose decoding does not end before the service does. */
  static final String UNDECODABLE = "endless";

  /** Requests that it takes at a time, if not told otherwise. */
  static final int PLACES = 8;

  private static final int MOST_BYTES = 1000;

  private final Semaphore turns = new Semaphore(0);
  private final Semaphore decoding = new Semaphore(0);
  private final SpokenVersions versions = new SpokenVersions(turns);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final SpeechService service;

  private RunningService(int underWay, Duration deadline, Optional<String> token)
      throws IOException {
    this(underWay, deadline, token, MOST_BYTES);
  }

  private RunningService(int underWay, Duration deadline, Optional<String> token, long mostBytes)
      throws IOException {
    service =
        SpeechService.start(
            new ServiceSettings(
                "127.0.0.1",
                0,
                mostBytes,
                underWay,
                4,
                Duration.ofMillis(1),
                deadline,
                Duration.ofHours(1),
                access("127.0.0.1", token)),
            versions,
            file -> samples(Files.readString(file)));
  }

  static Access access(String host, Optional<String> token) {
    String variable = "WAVETRAIN_SERVICE_TOKEN";
    return Access.to(
        host,
        List.of("speech.example"),
        variable,
        token.map(secret -> Map.of(variable, secret)).orElse(Map.of()));
  }

  /** With a place for so many requests. */
  static RunningService withPlaces(int underWay) throws IOException {
    return new RunningService(underWay, Duration.ofMinutes(1), Optional.empty());
  }

  static RunningService withDeadline(Duration deadline) throws IOException {
    return new RunningService(PLACES, deadline, Optional.empty());
  }

  static RunningService withRoomFor(long mostBytes) throws IOException {
    return new RunningService(PLACES, Duration.ofMinutes(1), Optional.empty(), mostBytes);
  }

  static RunningService withToken(String token) throws IOException {
    return new RunningService(PLACES, Duration.ofMinutes(1), Optional.of(token));
  }

  /** One sample a character, so that lengths differ; many after a tilde, for a long recording. */
  private float[] samples(String text) {
    if (text.equals(UNDECODABLE)) {
      decoding.acquireUninterruptibly();
      return new float[1];
    }
    try {
      if (text.startsWith(LONG)) {
        float[] samples = new float[(int) (3 * BatchRule.MOST_SAMPLES)];
        samples[0] = Integer.parseInt(text.substring(1));
        return samples;
      }
      float[] samples = new float[Math.max(1, text.length())];
      samples[0] = Integer.parseInt(text.strip());
      return samples;
    } catch (NumberFormatException notANumber) {
      throw new UserFailure(SpokenError.NO_NUMBER, "It is no number.", "Send a number.");
    }
  }

  SpokenVersions versions() {
    return versions;
  }

  SpeechService service() {
    return service;
  }

  /** Lets the model hear so many batches. */
  void turns(int count) {
    turns.release(count);
  }

  URI address(String path) {
    return service.address().resolve(path);
  }

  CompletableFuture<HttpResponse<String>> ask(int number) {
    return ask(String.valueOf(number));
  }

  CompletableFuture<HttpResponse<String>> ask(String recording) {
    return client.sendAsync(
        HttpRequest.newBuilder(address("/transcribe"))
            .POST(BodyPublishers.ofString(recording, UTF_8))
            .build(),
        BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(path)).POST(BodyPublishers.ofString(body, UTF_8));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.ofString());
  }

  /** Waits until so many requests are under way. */
  void awaitUnderWay(int count) throws Exception {
    while (!get("/health").body().contains("\"under_way\":" + count + ",")) {
      Thread.sleep(5);
    }
  }

  /** Waits until the first model was given so many batches. */
  void awaitBegun(int count) throws Exception {
    while (versions.loaded().get(0).begun() < count) {
      Thread.sleep(5);
    }
  }

  /** Waits until so many recordings wait for the model. */
  void awaitWaiting(int count) throws Exception {
    awaitMetric("wavetrain_requests_waiting " + count + ".0");
  }

  /** Waits until the metrics hold a line. */
  void awaitMetric(String line) throws Exception {
    while (!get("/metrics").body().contains(line + "\n")) {
      Thread.sleep(5);
    }
  }

  /** What requests have left on the disk. */
  List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(service.folder())) {
      return files.filter(file -> !file.endsWith("lock")).toList();
    }
  }

  /** Waits until a recording is on the disk. */
  void awaitFile() throws Exception {
    while (files().isEmpty()) {
      Thread.sleep(5);
    }
  }

  /** Waits until no recording is on the disk. */
  void awaitNoFiles() throws Exception {
    while (!files().isEmpty()) {
      Thread.sleep(5);
    }
  }

  /** A request whose body has so many bytes of which none is sent yet. */
  UnhurriedClient sendSlowly(int bytes) throws IOException {
    return UnhurriedClient.connect(address("/transcribe"), bytes);
  }

  @Override
  public void close() {
    turns(1_000_000);
    decoding.release(1000);
    service.close();
  }
}
