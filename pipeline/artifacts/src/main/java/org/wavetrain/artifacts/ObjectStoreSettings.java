package org.wavetrain.artifacts;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.failure.ServerAddress;
import org.wavetrain.failure.UserFailure;

/**
 * Where artifacts are kept.
 *
 * @param bucket the bucket; default {@code wavetrain}
 * @param endpoint address of an S3 server other than Amazon's, addressed path-style
 * @param region the region; when empty, the AWS SDK looks for one
 * @param credentials the credentials; when empty, the AWS SDK looks for some (profile, container,
 *     instance)
 * @param checksums when to send the SDK's checksums
 * @param timeout how long a request waits for a sign of the store before it is tried again
 */
public record ObjectStoreSettings(
    String bucket,
    Optional<URI> endpoint,
    Optional<String> region,
    Optional<Credentials> credentials,
    ChecksumMode checksums,
    Duration timeout) {
  public static final String BUCKET_VARIABLE = "WAVETRAIN_S3_BUCKET";
  public static final String ENDPOINT_VARIABLE = "WAVETRAIN_S3_ENDPOINT";
  public static final String CHECKSUMS_VARIABLE = "WAVETRAIN_S3_CHECKSUMS";
  public static final String TIMEOUT_VARIABLE = "WAVETRAIN_S3_TIMEOUT_SECONDS";
  public static final String ACCESS_KEY_VARIABLE = "AWS_ACCESS_KEY_ID";
  public static final String SECRET_KEY_VARIABLE = "AWS_SECRET_ACCESS_KEY";
  public static final String SESSION_TOKEN_VARIABLE = "AWS_SESSION_TOKEN";
  public static final String REGION_VARIABLE = "AWS_REGION";
  public static final String DEFAULT_BUCKET = "wavetrain";
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
  private static final ServerAddress ENDPOINT =
      new ServerAddress(
          ENDPOINT_VARIABLE,
          ArtifactError.STORE_SETTINGS_INVALID,
          "http://127.0.0.1:9000",
          "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to the key and the secret");

  /** Whether requests carry checksums that S3 does not demand; some stores refuse them. */
  public enum ChecksumMode {
    WHEN_SUPPORTED,
    WHEN_REQUIRED
  }

  /** A key pair of the object store; its text form hides the secrets. */
  public record Credentials(
      String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {
    @Override
    public String toString() {
      return "Credentials[accessKeyId=" + accessKeyId + "]";
    }
  }

  /** As above, with the default timeout. */
  public ObjectStoreSettings(
      String bucket,
      Optional<URI> endpoint,
      Optional<String> region,
      Optional<Credentials> credentials,
      ChecksumMode checksums) {
    this(bucket, endpoint, region, credentials, checksums, DEFAULT_TIMEOUT);
  }

  /**
   * Reads {@code WAVETRAIN_S3_BUCKET}, {@code WAVETRAIN_S3_ENDPOINT}, {@code
   * WAVETRAIN_S3_CHECKSUMS}, {@code WAVETRAIN_S3_TIMEOUT_SECONDS} and the standard AWS variables.
   * Empty values count as not set.
   *
   * @throws UserFailure {@code STORE_SETTINGS_INVALID}
   */
  public static ObjectStoreSettings fromEnvironment(Map<String, String> environment) {
    return new ObjectStoreSettings(
        setting(environment, BUCKET_VARIABLE).orElse(DEFAULT_BUCKET),
        setting(environment, ENDPOINT_VARIABLE).map(ENDPOINT::read),
        setting(environment, REGION_VARIABLE).or(() -> setting(environment, "AWS_DEFAULT_REGION")),
        credentials(environment),
        setting(environment, CHECKSUMS_VARIABLE)
            .map(ObjectStoreSettings::checksumMode)
            .orElse(ChecksumMode.WHEN_SUPPORTED),
        setting(environment, TIMEOUT_VARIABLE)
            .map(text -> seconds(TIMEOUT_VARIABLE, text))
            .orElse(DEFAULT_TIMEOUT));
  }

  /** Where the store is, for people. */
  String address() {
    return endpoint.map(URI::toString).orElse("Amazon S3");
  }

  /** A variable that is set to more than blanks. */
  static Optional<String> setting(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
  }

  /** A duration that a variable holds. */
  static Duration seconds(String variable, String text) {
    if (!text.matches("[1-9][0-9]{0,4}")) {
      throw new UserFailure(
          ArtifactError.STORE_SETTINGS_INVALID,
          variable + " is not a number of seconds from 1 to 99999: " + text,
          "Set it to something like 60, or unset it.");
    }
    return Duration.ofSeconds(Long.parseLong(text));
  }

  private static Optional<Credentials> credentials(Map<String, String> environment) {
    Optional<String> secret = setting(environment, SECRET_KEY_VARIABLE);
    return setting(environment, ACCESS_KEY_VARIABLE)
        .flatMap(
            id ->
                secret.map(
                    key -> new Credentials(id, key, setting(environment, SESSION_TOKEN_VARIABLE))));
  }

  private static ChecksumMode checksumMode(String text) {
    return switch (text) {
      case "when_supported" -> ChecksumMode.WHEN_SUPPORTED;
      case "when_required" -> ChecksumMode.WHEN_REQUIRED;
      default ->
          throw new UserFailure(
              ArtifactError.STORE_SETTINGS_INVALID,
              CHECKSUMS_VARIABLE + " is neither when_supported nor when_required: " + text,
              "Set it to one of these two, or unset it.");
    };
  }
}
