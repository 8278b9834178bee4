package org.wavetrain.cli.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.airflow.Airflow;
import org.wavetrain.airflow.AirflowSettings;
import org.wavetrain.airflow.Health;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.artifacts.StoreProbe;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.tracking.Patience;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingSettings;
import org.wavetrain.tracking.WriteTrial;

/**
 * The servers that are used, as they answer now.
 *
 * @param environment names them
 * @param embeddedStore whether the object store is one that this program started to try it out
 * @param embeddedTracking whether the tracking server is
 * @param clock this machine's
 */
record ServerChecks(
    Map<String, String> environment,
    boolean embeddedStore,
    boolean embeddedTracking,
    InstantSource clock) {
  private static final String TRACKING = "tracking server";
  private static final String TRIAL = "wavetrain-doctor";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  List<Finding> all() {
    List<Finding> findings = new ArrayList<>();
    findings.add(store());
    findings.add(tracking());
    storeAddress()
        .ifPresent(
            address ->
                findings.add(
                    new ClockCheck("clock", true, clock).against("the object store", address)));
    trackingAddress()
        .ifPresent(
            address ->
                findings.add(
                    new ClockCheck("clock of tracking", false, clock)
                        .against("the tracking server", address)));
    if (!environment.getOrDefault(AirflowSettings.ADDRESS_VARIABLE, "").isBlank()) {
      findings.add(airflow());
    }
    return findings;
  }

  /** Empty where the settings make no sense, which the store's own finding tells. */
  private Optional<URI> storeAddress() {
    try {
      ObjectStoreSettings settings = ObjectStoreSettings.fromEnvironment(environment);
      String region = settings.region().orElse("us-east-1");
      return Optional.of(
          settings
              .endpoint()
              .orElseGet(() -> URI.create("https://s3." + region + ".amazonaws.com")));
    } catch (UserFailure | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** Empty where it is embedded, and so has this machine's clock, or the settings make no sense. */
  private Optional<URI> trackingAddress() {
    try {
      return embeddedTracking
          ? Optional.empty()
          : Optional.of(TrackingSettings.fromEnvironment(environment).address());
    } catch (UserFailure malformed) {
      return Optional.empty();
    }
  }

  private Finding store() {
    try {
      ObjectStoreSettings settings = ObjectStoreSettings.fromEnvironment(environment);
      boolean checks = StoreProbe.run(settings);
      String sentence =
          "%s lets this program write, write on conditions, read, list and delete in the bucket %s."
              .formatted(
                  embeddedStore
                      ? "The embedded one"
                      : settings.endpoint().map(URI::toString).orElse("Amazon S3"),
                  settings.bucket());
      return checks
          ? Finding.ok("object store", sentence)
          : Finding.warning(
              "object store",
              sentence + " It does not check the checksums of what arrives.",
              "Use a store that checks them if you can: damage on the way there is noticed only"
                  + " when it is read.");
    } catch (UserFailure failure) {
      return Finding.failed("object store", failure);
    }
  }

  private Finding tracking() {
    try {
      TrackingSettings settings = TrackingSettings.fromEnvironment(environment);
      // Of one user, since another may not restore what this one has deleted.
      String experiment = TRIAL + settings.username().map(name -> "-" + name).orElse("");
      try (Tracking tracking = Tracking.connect(settings, Patience.OF_PAGES)) {
        int experiments = tracking.experiments().size();
        tracking.registry().versions(experiment);
        String server =
            embeddedTracking
                ? "The embedded one"
                : "MLflow%s at %s".formatted(version(settings.address()), settings.address());
        return written(
            "%s lets this program read %s and the model registry"
                .formatted(
                    server, experiments == 1 ? "one experiment" : experiments + " experiments"),
            experiment,
            tracking.tryWriting(experiment));
      }
    } catch (UserFailure failure) {
      return Finding.failed(TRACKING, failure);
    }
  }

  private static Finding written(String read, String experiment, WriteTrial trial) {
    String left =
        trial.left().isEmpty()
            ? ""
            : " It does not let it remove " + String.join(", nor ", trial.left()) + ".";
    if (trial.refusal().isPresent()) {
      UserFailure refusal = trial.refusal().get();
      return Finding.failed(
          TRACKING,
          "%s, but not write: %s: %s%s"
              .formatted(read, refusal.code().name(), refusal.getMessage(), left),
          refusal.remedy());
    }
    String tried =
        "%s, and write to both: a run in the experiment %s and a model with a version and an alias were made"
            .formatted(read, experiment);
    return left.isEmpty()
        ? Finding.ok(TRACKING, tried + " and removed again.")
        : Finding.warning(
            TRACKING,
            tried + "." + left,
            "Remove what is named on its pages, or leave it: runs and models need no right to"
                + " remove.");
  }

  /** With a space before it; nothing where the server does not say. */
  private static String version(URI address) {
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create(address.toString().replaceAll("/$", "") + "/version"))
                      .timeout(PATIENCE)
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      String version = answer.body().strip();
      return version.matches("\\d+(\\.\\w+)+") ? " " + version : "";
    } catch (IOException | IllegalArgumentException unsaid) {
      return "";
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private Finding airflow() {
    try {
      Airflow airflow =
          Airflow.connect(AirflowSettings.fromEnvironment(environment), PATIENCE, notice -> {});
      Health health = airflow.health();
      int dags = airflow.dags("wavetrain").size();
      int broken = airflow.brokenFiles().size();
      String sentence =
          "Airflow %s answers and has %d DAGs of Wavetrain.".formatted(health.version(), dags);
      return broken == 0
          ? Finding.ok("airflow", sentence)
          : Finding.warning(
              "airflow",
              sentence
                  + " %s of DAGs cannot be read."
                      .formatted(broken == 1 ? "One file" : broken + " files"),
              "See `wavetrain airflow status`.");
    } catch (UserFailure failure) {
      return Finding.failed("airflow", failure);
    }
  }
}
