package org.wavetrain.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.storage.EmbeddedStorage;
import org.wavetrain.local.storage.StorageCredentials;
import org.wavetrain.local.tracking.EmbeddedTracking;

/**
 * The servers that answer where the environment names no real ones: an object store over {@code
 * HOME/s3} and a tracking server over {@code HOME/tracking.db}.
 *
 * <p>The object store is real if {@code WAVETRAIN_S3_ENDPOINT} is set, or {@code
 * WAVETRAIN_S3_BUCKET} together with AWS credentials: credentials alone, which many people have set
 * for other reasons, name no bucket that could be meant. The tracking server is real if {@code
 * MLFLOW_TRACKING_URI} is set.
 */
public final class EmbeddedServers implements AutoCloseable {
  private static final String ENDPOINT = "WAVETRAIN_S3_ENDPOINT";
  private static final String BUCKET = "WAVETRAIN_S3_BUCKET";
  private static final String ACCESS_KEY_ID = "AWS_ACCESS_KEY_ID";
  private static final String SECRET_ACCESS_KEY = "AWS_SECRET_ACCESS_KEY";
  private static final String SESSION_TOKEN = "AWS_SESSION_TOKEN";
  private static final String REGION = "AWS_REGION";
  private static final String TRACKING_ADDRESS = "MLFLOW_TRACKING_URI";
  private static final String USUAL_BUCKET = "wavetrain";

  /** Any of these lets the AWS SDK find credentials. */
  private static final List<String> CREDENTIALS =
      List.of(
          ACCESS_KEY_ID,
          "AWS_PROFILE",
          "AWS_WEB_IDENTITY_TOKEN_FILE",
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI");

  private final Optional<EmbeddedStorage> storage;
  private final Optional<EmbeddedTracking> tracking;
  private final Map<String, String> environment;
  private final Path trackingDatabase;

  private EmbeddedServers(
      Optional<EmbeddedStorage> storage,
      Optional<EmbeddedTracking> tracking,
      Map<String, String> environment,
      Path trackingDatabase) {
    this.storage = storage;
    this.tracking = tracking;
    this.trackingDatabase = trackingDatabase;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Starts what the environment does not name.
   *
   * @param home folder for all state; made if missing
   * @param environment what {@link System#getenv()} holds
   */
  public static EmbeddedServers start(Path home, Map<String, String> environment) {
    Map<String, String> result = new HashMap<>(environment);
    if (!isSet(environment, BUCKET)) {
      result.put(BUCKET, USUAL_BUCKET);
    }
    String bucket = result.get(BUCKET);
    Path trackingDatabase = home.resolve("tracking.db");
    Optional<EmbeddedStorage> storage = Optional.empty();
    try {
      Files.createDirectories(home);
      if (!namesStorage(environment)) {
        StorageCredentials credentials =
            StorageCredentials.readOrCreate(home.resolve("s3-credentials"));
        storage = Optional.of(EmbeddedStorage.start(home.resolve("s3"), bucket, credentials));
        result.put(ENDPOINT, storage.get().endpoint().toString());
        result.put(ACCESS_KEY_ID, credentials.accessKeyId());
        result.put(SECRET_ACCESS_KEY, credentials.secretAccessKey());
        result.put(REGION, "us-east-1");
        // Of other credentials, it would make these invalid.
        result.computeIfPresent(SESSION_TOKEN, (name, token) -> "");
      }
      Optional<EmbeddedTracking> tracking = Optional.empty();
      if (!isSet(environment, TRACKING_ADDRESS)) {
        tracking =
            Optional.of(EmbeddedTracking.start(trackingDatabase, "s3://" + bucket + "/mlflow"));
        result.put(TRACKING_ADDRESS, tracking.get().address().toString());
      }
      return new EmbeddedServers(storage, tracking, result, trackingDatabase);
    } catch (IOException e) {
      storage.ifPresent(EmbeddedStorage::close);
      throw new UserFailure(
          EmbeddedServerError.HOME_UNUSABLE,
          "The folder %s cannot hold the program's state: %s.".formatted(home, e.getMessage()),
          "Choose another folder with --home, or make this one writable.",
          e);
    } catch (RuntimeException e) {
      storage.ifPresent(EmbeddedStorage::close);
      throw e;
    }
  }

  /**
   * The environment for child processes: the one given, with the addresses and credentials of what
   * was started.
   */
  public Map<String, String> environment() {
    return environment;
  }

  /** The file of the embedded tracking server, if that is the one in use. */
  public Optional<Path> trackingDatabase() {
    return tracking.map(server -> trackingDatabase);
  }

  @Override
  public void close() {
    try {
      tracking.ifPresent(EmbeddedTracking::close);
    } finally {
      storage.ifPresent(EmbeddedStorage::close);
    }
  }

  private static boolean namesStorage(Map<String, String> environment) {
    return isSet(environment, ENDPOINT)
        || isSet(environment, BUCKET)
            && CREDENTIALS.stream().anyMatch(name -> isSet(environment, name));
  }

  private static boolean isSet(Map<String, String> environment, String name) {
    return !environment.getOrDefault(name, "").isBlank();
  }
}
