package org.wavetrain.local;

import static org.wavetrain.artifacts.ObjectStoreSettings.ACCESS_KEY_VARIABLE;
import static org.wavetrain.artifacts.ObjectStoreSettings.BUCKET_VARIABLE;
import static org.wavetrain.artifacts.ObjectStoreSettings.DEFAULT_BUCKET;
import static org.wavetrain.artifacts.ObjectStoreSettings.ENDPOINT_VARIABLE;
import static org.wavetrain.artifacts.ObjectStoreSettings.REGION_VARIABLE;
import static org.wavetrain.artifacts.ObjectStoreSettings.SECRET_KEY_VARIABLE;
import static org.wavetrain.artifacts.ObjectStoreSettings.SESSION_TOKEN_VARIABLE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.failure.FileTrouble;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.storage.EmbeddedStorage;
import org.wavetrain.local.storage.StorageCredentials;
import org.wavetrain.local.tracking.EmbeddedTracking;
import org.wavetrain.tracking.TrackingSettings;

/**
 * The servers that answer where the environment names no real ones: an object store over {@code
 * HOME/s3} and a tracking server over {@code HOME/tracking.db}.
 *
 * <p>The object store is real if {@code WAVETRAIN_S3_ENDPOINT} or {@code WAVETRAIN_S3_BUCKET} is
 * set: AWS credentials, which many people have for other reasons, name no bucket that could be
 * meant. The tracking server is real if {@code MLFLOW_TRACKING_URI} is set.
 */
public final class EmbeddedServers implements AutoCloseable {
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

  /** Whether {@link #start} would start any. */
  public static boolean areNeeded(Map<String, String> environment) {
    return storageIsNeeded(environment) || !isSet(environment, TrackingSettings.ADDRESS_VARIABLE);
  }

  private static boolean storageIsNeeded(Map<String, String> environment) {
    return !isSet(environment, ENDPOINT_VARIABLE) && !isSet(environment, BUCKET_VARIABLE);
  }

  /**
   * Starts what the environment does not name.
   *
   * @param home folder for all state; made if missing and needed
   * @param environment what {@link System#getenv()} holds
   */
  public static EmbeddedServers start(Path home, Map<String, String> environment) {
    return start(home, environment, !isSet(environment, TrackingSettings.ADDRESS_VARIABLE));
  }

  /**
   * As {@link #start}, but for a tracking server, for who only asks for artifacts.
   *
   * @param home folder for all state; made if missing and needed
   * @param environment what {@link System#getenv()} holds
   */
  public static EmbeddedServers startStorage(Path home, Map<String, String> environment) {
    return start(home, environment, false);
  }

  private static EmbeddedServers start(
      Path home, Map<String, String> environment, boolean withTracking) {
    Map<String, String> result = new HashMap<>(environment);
    if (!isSet(environment, BUCKET_VARIABLE)) {
      result.put(BUCKET_VARIABLE, DEFAULT_BUCKET);
    }
    String bucket = result.get(BUCKET_VARIABLE);
    Path trackingDatabase = home.resolve("tracking.db");
    Optional<EmbeddedStorage> storage = Optional.empty();
    try {
      if (withTracking || storageIsNeeded(environment)) {
        Files.createDirectories(home);
      }
      if (storageIsNeeded(environment)) {
        StorageCredentials credentials =
            StorageCredentials.readOrCreate(home.resolve("s3-credentials"));
        storage = Optional.of(EmbeddedStorage.start(home.resolve("s3"), bucket, credentials));
        result.put(ENDPOINT_VARIABLE, storage.get().endpoint().toString());
        result.put(ACCESS_KEY_VARIABLE, credentials.accessKeyId());
        result.put(SECRET_KEY_VARIABLE, credentials.secretAccessKey());
        result.put(REGION_VARIABLE, "us-east-1");
        // Of other credentials, it would make these invalid.
        result.computeIfPresent(SESSION_TOKEN_VARIABLE, (name, token) -> "");
      }
      Optional<EmbeddedTracking> tracking = Optional.empty();
      if (withTracking) {
        tracking =
            Optional.of(EmbeddedTracking.start(trackingDatabase, "s3://" + bucket + "/mlflow"));
        result.put(TrackingSettings.ADDRESS_VARIABLE, tracking.get().address().toString());
      }
      return new EmbeddedServers(storage, tracking, result, trackingDatabase);
    } catch (IOException e) {
      storage.ifPresent(EmbeddedStorage::close);
      throw new UserFailure(
          EmbeddedServerError.HOME_UNUSABLE,
          "The folder %s cannot hold the program's state: %s."
              .formatted(home, FileTrouble.reason(e)),
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

  /** Whether the object store is the embedded one. */
  public boolean storesArtifacts() {
    return storage.isPresent();
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

  private static boolean isSet(Map<String, String> environment, String name) {
    return !environment.getOrDefault(name, "").isBlank();
  }
}
