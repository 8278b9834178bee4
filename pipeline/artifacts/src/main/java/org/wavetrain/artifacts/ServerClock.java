package org.wavetrain.artifacts;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Times as the store tells them, whatever this machine's clock says. */
final class ServerClock {
  private ServerClock() {}

  /** How long ago an object was written when the store answered; empty if it does not say. */
  static Optional<Duration> age(GetObjectResponse answer) {
    Instant written = answer.lastModified();
    if (written == null) {
      return Optional.empty();
    }
    return answer
        .sdkHttpResponse()
        .firstMatchingHeader("Date")
        .flatMap(ServerClock::instant)
        .map(now -> Duration.between(written, now));
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
