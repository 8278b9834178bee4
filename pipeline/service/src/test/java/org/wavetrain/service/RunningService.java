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
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.wavetrain.failure.MachineError;
import org.wavetrain.failure.UserFailure;

/** A service of {@link SpokenNumbers}, whose requests are numbers as text. */
final class RunningService implements AutoCloseable {
  private static final int MOST_BYTES = 1000;

  private final Semaphore turns = new Semaphore(0);
  private final SpokenVersions versions = new SpokenVersions(turns);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final SpeechService service;

  private RunningService(int underWay, Duration deadline, Optional<String> token)
      throws IOException {
    service =
        SpeechService.start(
            new ServiceSettings(
                "127.0.0.1",
                0,
                MOST_BYTES,
                underWay,
                4,
                Duration.ofMillis(1),
                deadline,
                Duration.ofHours(1),
                token),
            versions,
            file -> samples(Files.readString(file)));
  }

  /** With a place for so many requests. */
  static RunningService withPlaces(int underWay) throws IOException {
    return new RunningService(underWay, Duration.ofMinutes(1), Optional.empty());
  }

  static RunningService withDeadline(Duration deadline) throws IOException {
    return new RunningService(8, deadline, Optional.empty());
  }

  static RunningService withToken(String token) throws IOException {
    return new RunningService(8, Duration.ofMinutes(1), Optional.of(token));
  }

  /** One sample a character, so that lengths differ. */
  private static float[] samples(String text) {
    try {
      float[] samples = new float[Math.max(1, text.length())];
      samples[0] = Integer.parseInt(text.strip());
      return samples;
    } catch (NumberFormatException notANumber) {
      throw new UserFailure(MachineError.DISK_FULL, "It is no number.", "Send a number.");
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
    return client.sendAsync(
        HttpRequest.newBuilder(address("/transcribe"))
            .POST(BodyPublishers.ofString(String.valueOf(number), UTF_8))
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
    while (!get("/metrics").body().contains("wavetrain_requests_waiting " + count + ".0")) {
      Thread.sleep(5);
    }
  }

  @Override
  public void close() {
    turns(1_000_000);
    service.close();
  }
}
