package org.wavetrain.artifacts;

import static org.wavetrain.artifacts.StoreFailures.translating;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** One bucket, as far as artifacts need it, with failures in terms of the user. */
final class Bucket implements AutoCloseable {
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final String SHA_256_OF_NOTHING = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

  private final S3Client client;
  private final ObjectStoreSettings settings;
  private final Pace pace;
  private final FileUpload uploads;

  private Bucket(S3Client client, ObjectStoreSettings settings, Pace pace) {
    this.client = client;
    this.settings = settings;
    this.pace = pace;
    this.uploads = new FileUpload(client, settings.bucket(), pace);
  }

  static Bucket connect(ObjectStoreSettings settings) {
    return connect(settings, Pace.of(settings));
  }

  /**
   * Prepares to talk to a store.
   *
   * @param pace what is slower is given up
   */
  static Bucket connect(ObjectStoreSettings settings, Pace pace) {
    return translating(
        settings, () -> new Bucket(S3Connection.open(settings, pace), settings, pace));
  }

  String name() {
    return settings.bucket();
  }

  /** Where the store is, for people. */
  String address() {
    return settings.address();
  }

  ObjectStoreSettings.ChecksumMode checksums() {
    return settings.checksums();
  }

  void put(String key, byte[] content) {
    translating(
        settings,
        () ->
            client.putObject(
                request -> paced(request, content.length).bucket(name()).key(key),
                RequestBody.fromBytes(content)));
  }

  void put(String key, Path file, long sizeBytes) {
    translating(
        settings,
        () -> {
          uploads.upload(key, file, sizeBytes);
          return null;
        });
  }

  /**
   * Whether the store refuses an object that is not what its checksum says; if not, it is there.
   */
  boolean refusesWrongChecksum(String key) {
    return translating(
        settings,
        () -> {
          try {
            client.putObject(
                request -> request.bucket(name()).key(key).checksumSHA256(SHA_256_OF_NOTHING),
                RequestBody.fromBytes(new byte[1]));
            return false;
          } catch (S3Exception refusal) {
            if (refusal.statusCode() == BAD_REQUEST) {
              return true;
            }
            throw refusal;
          }
        });
  }

  /** How a conditional write ended. */
  enum Outcome {
    WRITTEN,
    /** An object of that key was there before. */
    EXISTS,
    /** The store was busy with another write of the key; look, and try again. */
    CONTENDED
  }

  /**
   * A conditional write.
   *
   * @param tag the version that was written; empty text if none was
   */
  record ConditionalWrite(Outcome outcome, String tag) {}

  /** Writes an object unless there is one. */
  ConditionalWrite putIfAbsent(String key, byte[] content) {
    return putIf(request -> request.key(key).ifNoneMatch("*"), content);
  }

  /**
   * Writes an object if it is still as it was seen.
   *
   * @param seen the version; empty if there was none. If it is another by now, the outcome is
   *     EXISTS
   */
  ConditionalWrite putIfUnchanged(String key, byte[] content, Optional<StampedObject> seen) {
    return seen.isPresent()
        ? putIfUnchanged(key, content, seen.get().tag())
        : putIfAbsent(key, content);
  }

  /**
   * Writes an object in place of a version of it.
   *
   * @param tag the version; if the object is another by now, or gone, the outcome is EXISTS
   */
  ConditionalWrite putIfUnchanged(String key, byte[] content, String tag) {
    return putIf(request -> request.key(key).ifMatch(tag), content);
  }

  private PutObjectRequest.Builder paced(PutObjectRequest.Builder request, long sizeBytes) {
    return request.overrideConfiguration(
        attempt -> attempt.apiCallAttemptTimeout(pace.allowed(sizeBytes)));
  }

  private ConditionalWrite putIf(Consumer<PutObjectRequest.Builder> condition, byte[] content) {
    return translating(
        settings,
        () -> {
          try {
            PutObjectResponse answer =
                client.putObject(
                    request -> condition.accept(paced(request, content.length).bucket(name())),
                    RequestBody.fromBytes(content));
            return new ConditionalWrite(Outcome.WRITTEN, answer.eTag());
          } catch (NoSuchBucketException noBucket) {
            throw noBucket;
          } catch (S3Exception refusal) {
            return switch (refusal.statusCode()) {
              case PRECONDITION_FAILED, NOT_FOUND -> new ConditionalWrite(Outcome.EXISTS, "");
              case CONFLICT -> new ConditionalWrite(Outcome.CONTENDED, "");
              default -> throw refusal;
            };
          }
        });
  }

  /** Waits a little for the store to be done with other writes of a key. */
  static void pause() {
    pause(1);
  }

  /**
   * Waits before something is tried again, longer each time, and never as long as another process
   * that waits for the same.
   *
   * @param attempts that failed, at least 1
   */
  static void pause(int attempts) {
    long mean = PAUSE.toMillis() << (attempts - 1);
    try {
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(mean / 2, mean * 3 / 2));
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
    }
  }

  /** A whole object with its version, or empty when there is none. */
  Optional<StampedObject> getStamped(String key) {
    return translating(
        settings,
        () -> {
          try {
            ResponseBytes<GetObjectResponse> answer =
                client.getObjectAsBytes(get -> get.bucket(name()).key(key));
            GetObjectResponse head = answer.response();
            return Optional.of(
                new StampedObject(answer.asByteArray(), head.eTag(), ServerClock.age(head)));
          } catch (NoSuchKeyException absent) {
            return Optional.empty();
          }
        });
  }

  /** A whole object, or empty when there is none. */
  Optional<byte[]> get(String key) {
    return orAbsent(
        () -> client.getObjectAsBytes(get -> get.bucket(name()).key(key)).asByteArray());
  }

  /** Bytes {@code from} (included) to {@code to} (not included) of an object, as far as it goes. */
  Optional<byte[]> get(String key, long from, long to) {
    String range = "bytes=" + from + "-" + (to - 1);
    return orAbsent(
        () -> {
          try {
            return client
                .getObjectAsBytes(get -> get.bucket(name()).key(key).range(range))
                .asByteArray();
          } catch (S3Exception refusal) {
            if (refusal.statusCode() == RANGE_NOT_SATISFIABLE) {
              return new byte[0];
            }
            throw refusal;
          }
        });
  }

  private Optional<byte[]> orAbsent(Supplier<byte[]> read) {
    return translating(
        settings,
        () -> {
          try {
            return Optional.of(read.get());
          } catch (NoSuchKeyException absent) {
            return Optional.empty();
          }
        });
  }

  /** The keys that start with a prefix, in the store's order. */
  List<String> keys(String prefix) {
    return translating(
        settings,
        () -> {
          List<String> keys = new ArrayList<>();
          for (S3Object object : client.listObjectsV2Paginator(list(prefix).build()).contents()) {
            keys.add(object.key());
          }
          return keys;
        });
  }

  /**
   * The first keys that start with a prefix.
   *
   * @param most 1 to 1000, since one request answers it
   */
  List<String> firstKeys(String prefix, int most) {
    return translating(
        settings,
        () ->
            client.listObjectsV2(list(prefix).maxKeys(most).build()).contents().stream()
                .map(S3Object::key)
                .toList());
  }

  private ListObjectsV2Request.Builder list(String prefix) {
    return ListObjectsV2Request.builder().bucket(name()).prefix(prefix);
  }

  /** Removes an object; none is fine. */
  void delete(String key) {
    translating(
        settings,
        () -> {
          try {
            client.deleteObject(request -> request.bucket(name()).key(key));
          } catch (S3Exception refusal) {
            // Some stores answer "not found" where S3 answers "deleted".
            if (refusal.statusCode() != NOT_FOUND || refusal instanceof NoSuchBucketException) {
              throw refusal;
            }
          }
          return null;
        });
  }

  /**
   * The uploads in parts that go on or were interrupted: nobody sees their parts, which take up
   * space all the same.
   */
  List<MultipartUpload> unfinishedUploads(String prefix) {
    return translating(settings, () -> uploads.unfinished(prefix));
  }

  /** Ends an upload in parts that was interrupted. */
  void abort(MultipartUpload upload) {
    translating(
        settings,
        () -> {
          uploads.abort(upload);
          return null;
        });
  }

  @Override
  public void close() {
    client.close();
  }
}
