package org.wavetrain.local.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.local.SlowClients;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

final class EmbeddedStorageTest {
  private static final String BUCKET = "wavetrain";

  /** More than the server has threads. */
  private static final int STRANGERS = 300;

  private static final StorageCredentials CREDENTIALS =
      new StorageCredentials("somebody", "a secret of somebody");

  @TempDir private Path folder;
  private EmbeddedStorage storage;
  private S3Client client;

  @BeforeEach
  void start() {
    storage = EmbeddedStorage.start(folder, BUCKET, CREDENTIALS);
    client = client(storage.endpoint(), CREDENTIALS);
  }

  @AfterEach
  void stop() {
    client.close();
    storage.close();
  }

  @Test
  void anObjectIsReadBackAsItWasWritten() {
    byte[] content = bytes(300_000);
    put("artifacts/ingest/some file.bin", content);

    assertThat(get("artifacts/ingest/some file.bin")).isEqualTo(content);
  }

  @Test
  void anObjectIsWrittenOnlyOnceWithIfNoneMatch() {
    putIfAbsent("manifest.json", "first");

    assertThatThrownBy(() -> putIfAbsent("manifest.json", "second"))
        .isInstanceOfSatisfying(
            S3Exception.class, failure -> assertThat(failure.statusCode()).isEqualTo(412));
    assertThat(new String(get("manifest.json"), UTF_8)).isEqualTo("first");
  }

  @Test
  void ofManyWritersWithIfNoneMatchOneWins() throws Exception {
    List<Callable<Boolean>> writers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String content = "writer " + i;
      writers.add(
          () -> {
            try {
              putIfAbsent("race.json", content);
              return true;
            } catch (S3Exception e) {
              assertThat(e.statusCode()).isIn(412, 409);
              return false;
            }
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(writers.size());
    int winners = 0;
    for (Future<Boolean> result : threads.invokeAll(writers)) {
      winners += result.get() ? 1 : 0;
    }
    threads.shutdown();

    assertThat(winners).isEqualTo(1);
  }

  @Test
  void anObjectWithAWrongChecksumIsRefused() {
    assertThatThrownBy(
            () ->
                client.putObject(
                    request ->
                        request
                            .bucket(BUCKET)
                            .key("damaged")
                            .checksumSHA256("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
                    RequestBody.fromString("not empty")))
        .isInstanceOfSatisfying(
            S3Exception.class, failure -> assertThat(failure.statusCode()).isEqualTo(400));
    assertThat(keys("damaged")).isEmpty();
  }

  @Test
  void wrongCredentialsAreRefused() {
    try (S3Client stranger =
        client(storage.endpoint(), new StorageCredentials("somebody", "another secret"))) {
      assertThatThrownBy(() -> stranger.listObjectsV2(request -> request.bucket(BUCKET)))
          .isInstanceOfSatisfying(
              S3Exception.class, failure -> assertThat(failure.statusCode()).isEqualTo(403));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Content-Length: 1000000\r\n\r\n",
        "Content-Length: 1000000\r\nAuthorization: AWS4-HMAC-SHA256 Credential=nobody/20261123/"
            + "us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=00\r\n"
            + "x-amz-date: 20261123T000000Z\r\nx-amz-content-sha256: UNSIGNED-PAYLOAD\r\n\r\n"
      })
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected =
          "hundreds of clients without the key send heads or bodies of requests to the embedded"
              + " object store drop by drop",
      outcome =
          "others are served meanwhile; who sends a body is refused with 403 before it is there")
  void whoHasNoKeyKeepsNobodyOut(String rest) throws Exception {
    String beginning = "PUT /%s/drops HTTP/1.1\r\nHost: localhost\r\n%s".formatted(BUCKET, rest);
    try (SlowClients slow =
        SlowClients.to(
            storage.endpoint(),
            Collections.nCopies(STRANGERS, beginning),
            rest.isEmpty() ? "X-Drop: 1\r\n" : "x")) {
      put("kept", bytes(1000));
      assertThat(get("kept")).isEqualTo(bytes(1000));
      if (!rest.isEmpty()) {
        for (BufferedReader answer : slow.answers()) {
          assertThat(answer.readLine()).startsWith("HTTP/1.1 403");
        }
      }
      assertThat(keys("drops")).isEmpty();
    }
  }

  @Test
  void aListingIsSortedAndPaged() {
    for (String key : List.of("list/b", "list/c/d", "list/a", "other")) {
      put(key, bytes(10));
    }

    List<String> keys =
        client
            .listObjectsV2Paginator(
                ListObjectsV2Request.builder().bucket(BUCKET).prefix("list/").maxKeys(2).build())
            .contents()
            .stream()
            .map(S3Object::key)
            .toList();

    assertThat(keys).containsExactly("list/a", "list/b", "list/c/d");
  }

  @Test
  void aRangeOfAnObjectIsRead() {
    byte[] content = bytes(1000);
    put("ranged", content);

    byte[] range =
        client
            .getObjectAsBytes(
                request -> request.bucket(BUCKET).key("ranged").range("bytes=100-199"))
            .asByteArray();

    assertThat(range).isEqualTo(Arrays.copyOfRange(content, 100, 200));
  }

  @Test
  void anObjectIsUploadedInParts() {
    byte[] first = bytes(5 << 20);
    byte[] second = bytes(1000);
    String upload =
        client.createMultipartUpload(request -> request.bucket(BUCKET).key("parts")).uploadId();
    List<CompletedPart> parts = List.of(part(upload, 1, first), part(upload, 2, second));
    client.completeMultipartUpload(
        request ->
            request
                .bucket(BUCKET)
                .key("parts")
                .uploadId(upload)
                .multipartUpload(completed -> completed.parts(parts)));

    byte[] content = get("parts");

    assertThat(content).hasSize(first.length + second.length).startsWith(first).endsWith(second);
  }

  @Test
  void objectsOutliveARestart() {
    put("kept", bytes(100));
    stop();
    start();

    assertThat(get("kept")).isEqualTo(bytes(100));
  }

  private CompletedPart part(String upload, int number, byte[] content) {
    String tag =
        client
            .uploadPart(
                request -> request.bucket(BUCKET).key("parts").uploadId(upload).partNumber(number),
                RequestBody.fromBytes(content))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  private void put(String key, byte[] content) {
    client.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
  }

  private void putIfAbsent(String key, String content) {
    client.putObject(
        request -> request.bucket(BUCKET).key(key).ifNoneMatch("*"),
        RequestBody.fromString(content));
  }

  private byte[] get(String key) {
    return client.getObjectAsBytes(request -> request.bucket(BUCKET).key(key)).asByteArray();
  }

  private List<String> keys(String prefix) {
    return client
        .listObjectsV2(request -> request.bucket(BUCKET).prefix(prefix))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static S3Client client(URI endpoint, StorageCredentials credentials) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .forcePathStyle(true)
        // As the program's own client: the server may hang up before the end of chunks.
        .serviceConfiguration(configuration -> configuration.chunkedEncodingEnabled(false))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    credentials.accessKeyId(), credentials.secretAccessKey())))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
