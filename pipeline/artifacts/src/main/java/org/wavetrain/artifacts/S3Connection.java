package org.wavetrain.artifacts;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes S3 clients. */
final class S3Connection {
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);

  /**
   * More than is fetched in one request, except for huge manifests, which come faster. Uploads say
   * how long they may take themselves.
   */
  private static final long MOST_BYTES = 32L << 20;

  private S3Connection() {}

  static S3Client open(ObjectStoreSettings settings) {
    return open(settings, Pace.of(settings));
  }

  static S3Client open(ObjectStoreSettings settings, Pace pace) {
    boolean always = settings.checksums() == ObjectStoreSettings.ChecksumMode.WHEN_SUPPORTED;
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECTION_TIMEOUT)
                    .socketTimeout(settings.timeout()))
            .overrideConfiguration(
                configuration ->
                    configuration
                        .addExecutionInterceptor(new PacedAnswers(pace))
                        .apiCallAttemptTimeout(pace.allowed(MOST_BYTES)))
            .requestChecksumCalculation(
                always
                    ? RequestChecksumCalculation.WHEN_SUPPORTED
                    : RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(
                always
                    ? ResponseChecksumValidation.WHEN_SUPPORTED
                    : ResponseChecksumValidation.WHEN_REQUIRED);
    settings.endpoint().ifPresent(endpoint -> pointTo(builder, endpoint));
    settings.region().map(Region::of).ifPresent(builder::region);
    settings
        .credentials()
        .map(S3Connection::credentials)
        .map(StaticCredentialsProvider::create)
        .ifPresent(builder::credentialsProvider);
    return builder.build();
  }

  private static void pointTo(S3ClientBuilder builder, URI endpoint) {
    // Other servers seldom have a DNS name for each bucket.
    builder.endpointOverride(endpoint).forcePathStyle(true);
    // S3Proxy answers before it has read what ends a body that is signed chunk by chunk, and may
    // hang up on a client that still sends it: a good write looks like a broken exchange then.
    builder.serviceConfiguration(configuration -> configuration.chunkedEncodingEnabled(false));
  }

  private static AwsCredentials credentials(ObjectStoreSettings.Credentials credentials) {
    if (credentials.sessionToken().isPresent()) {
      return AwsSessionCredentials.create(
          credentials.accessKeyId(),
          credentials.secretAccessKey(),
          credentials.sessionToken().get());
    }
    return AwsBasicCredentials.create(credentials.accessKeyId(), credentials.secretAccessKey());
  }
}
