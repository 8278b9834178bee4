package org.wavetrain.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.http.Access;
import org.wavetrain.service.ServiceSettings;
import picocli.CommandLine.Option;

/** The options that say where a service listens and how much it takes on. */
final class ServiceOptions {
  /** The variable that holds what requests must bring. */
  static final String TOKEN_VARIABLE = "WAVETRAIN_SERVICE_TOKEN";

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen at (default: ${DEFAULT-VALUE}); 0.0.0.0 for all. Any but those of this"
              + " machine alone asks for a token, which "
              + TOKEN_VARIABLE
              + " has.")
  private String host;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description =
          "Another name that it may be asked for by, such as that of a proxy before it; may be"
              + " repeated.")
  private List<String> allowedHosts = new ArrayList<>();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8090",
      description = "Port to listen at (default: ${DEFAULT-VALUE}); 0 for any that is free.")
  private int port;

  @Option(
      names = "--most-megabytes",
      paramLabel = "N",
      defaultValue = "50",
      description = "Larger requests are refused (default: ${DEFAULT-VALUE}).")
  private int mostMegabytes;

  @Option(
      names = "--most-seconds",
      paramLabel = "N",
      defaultValue = "300",
      description = "Longer recordings are refused (default: ${DEFAULT-VALUE}).")
  private int mostSeconds;

  @Option(
      names = "--under-way",
      paramLabel = "N",
      defaultValue = "32",
      description =
          "Requests that are read, wait or are computed at a time (default: ${DEFAULT-VALUE});"
              + " more are refused with status 429.")
  private int underWay;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "8",
      description =
          "Most recordings that go through the model together (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--batch-wait",
      paramLabel = "MILLISECONDS",
      defaultValue = "5",
      description = "How long a recording waits for others (default: ${DEFAULT-VALUE}).")
  private int batchWait;

  @Option(
      names = "--deadline",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long a request may take (default: ${DEFAULT-VALUE}).")
  private int deadline;

  @Option(
      names = "--poll",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description =
          "How often the registry is asked which version is meant (default: ${DEFAULT-VALUE}).")
  private int poll;

  /** How long recordings may be. */
  Duration longest() {
    return Duration.ofSeconds(within("--most-seconds", mostSeconds, 1, 36_000));
  }

  /**
   * The settings.
   *
   * @throws UserFailure {@code COMMAND_LINE_INVALID}
   */
  ServiceSettings settings(Map<String, String> environment) {
    longest();
    return new ServiceSettings(
        host,
        within("--port", port, 0, 65_535),
        1_000_000L * within("--most-megabytes", mostMegabytes, 1, 2_000),
        within("--under-way", underWay, 1, 10_000),
        within("--batch", batch, 1, 256),
        Duration.ofMillis(within("--batch-wait", batchWait, 0, 10_000)),
        Duration.ofSeconds(within("--deadline", deadline, 1, 3_600)),
        Duration.ofSeconds(within("--poll", poll, 1, 3_600)),
        Access.to(host, allowedHosts, TOKEN_VARIABLE, environment));
  }

  private static int within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new UserFailure(
          CommandError.COMMAND_LINE_INVALID,
          "%s is %d, which is not from %d to %d.".formatted(option, value, least, most),
          "Give a number in this range, or leave it out.");
    }
    return value;
  }
}
