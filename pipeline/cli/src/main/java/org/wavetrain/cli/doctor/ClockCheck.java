package org.wavetrain.cli.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How far this machine's clock is from a server's, as the header {@code Date} of any answer tells
 * it, to a second. S3 refuses requests that are signed more than 15 minutes off; records of two
 * machines stand in a wrong order much earlier.
 *
 * @param name of the check
 * @param signed whether requests to the server are signed with the time
 * @param clock this machine's
 */
record ClockCheck(String name, boolean signed, InstantSource clock) {
  private static final Duration REFUSED = Duration.ofMinutes(15);
  private static final Duration TOLERABLE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * @param server what answers, in words
   */
  Finding against(String server, URI address) {
    Optional<Duration> skew;
    try {
      skew = skew(address);
    } catch (IOException | IllegalArgumentException failure) {
      return Finding.warning(
          name,
          "The clock was not compared: %s does not answer at %s.".formatted(server, address),
          "See what else is said of it.");
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      return Finding.warning(name, "The clock was not compared: interrupted.", "Try again.");
    }
    if (skew.isEmpty()) {
      return Finding.warning(
          name, "The clock was not compared: %s tells no time.".formatted(server), "Compare it.");
    }
    Duration off = skew.get().abs();
    String sentence =
        "This machine's clock is %d s %s that of %s."
            .formatted(off.toSeconds(), skew.get().isNegative() ? "behind" : "ahead of", server);
    String remedy = "Let both machines take their time from the network (NTP).";
    if (signed && off.compareTo(REFUSED) >= 0) {
      return Finding.failed(name, sentence + " S3 refuses what is signed 15 minutes off.", remedy);
    }
    return off.compareTo(TOLERABLE) > 0
        ? Finding.warning(name, sentence, remedy)
        : Finding.ok(name, sentence);
  }

  /** Positive when this machine is ahead. Any status will do: no credentials are sent. */
  private Optional<Duration> skew(URI address) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    Instant before = clock.instant();
    HttpResponse<Void> answer = client.send(request, HttpResponse.BodyHandlers.discarding());
    Instant middle = before.plus(Duration.between(before, clock.instant()).dividedBy(2));
    return answer
        .headers()
        .firstValue("Date")
        .flatMap(ClockCheck::instant)
        .map(theirs -> Duration.between(theirs, middle))
        // Dates have no fractions, so that less than a second is nothing.
        .map(skew -> Duration.ofSeconds(skew.toSeconds()));
  }

  private static Optional<Instant> instant(String date) {
    try {
      return Optional.of(
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
