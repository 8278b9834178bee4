package org.wavetrain.artifacts;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.xml.stream.XMLStreamException;
import org.wavetrain.failure.MachineError;
import org.wavetrain.failure.UserFailure;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Turns what the AWS SDK throws into what the user can mend. */
final class StoreFailures {
  /** MinIO and the embedded store answer so when their disk is full. */
  private static final int INSUFFICIENT_STORAGE = 507;

  private static final int NOT_FOUND = 404;

  /** The embedded store answers so when its disk cannot be written to. */
  private static final String READ_ONLY = "ReadOnlyStorage";

  private static final int ATTEMPTS = 4;

  private StoreFailures() {}

  static <T> T translating(ObjectStoreSettings settings, Supplier<T> request) {
    try {
      return whole(request);
    } catch (S3Exception refusal) {
      throw refused(settings, refusal);
    } catch (SdkException unsent) {
      throw unsent(settings, unsent);
    } catch (UncheckedIOException brokenOff) {
      throw brokenOff(settings, brokenOff);
    }
  }

  /**
   * The SDK repeats what fails, but not what it reads as XML, such as a list, when the answer
   * breaks off: that comes out as it is, or as XML that is not well-formed when the end of the
   * connection looked like the end of the answer. Of an error, it is the code that is missing then.
   */
  private static <T> T whole(Supplier<T> request) {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return request.get();
      } catch (UncheckedIOException brokenOff) {
        if (isAboutAFile(brokenOff)) {
          throw brokenOff;
        }
        Bucket.pause(attempt);
      } catch (S3Exception refusal) {
        if (!isWithoutReason(refusal)) {
          throw refusal;
        }
        Bucket.pause(attempt);
      } catch (SdkClientException failure) {
        if (cause(failure, XMLStreamException.class).isEmpty()) {
          throw failure;
        }
        Bucket.pause(attempt);
      }
    }
    return request.get();
  }

  /** Something is not there, and the store always says what. */
  private static boolean isWithoutReason(S3Exception refusal) {
    return refusal.statusCode() == NOT_FOUND
        && (refusal.awsErrorDetails() == null || refusal.awsErrorDetails().errorCode() == null);
  }

  /** What goes up is read from files meanwhile. */
  private static boolean isAboutAFile(UncheckedIOException failure) {
    return failure.getCause() instanceof FileSystemException;
  }

  private static RuntimeException brokenOff(
      ObjectStoreSettings settings, UncheckedIOException failure) {
    return isAboutAFile(failure)
        ? failure
        : new UserFailure(
            ArtifactError.STORE_UNREACHABLE,
            "The answers of the object store at " + settings.address() + " break off.",
            "Check the network between this machine and the store, then run again: what is done"
                + " stays done.",
            failure);
  }

  private static UserFailure refused(ObjectStoreSettings settings, S3Exception refusal) {
    if (isWithoutReason(refusal)) {
      return new UserFailure(
          ArtifactError.STORE_UNREACHABLE,
          "What answers at "
              + settings.address()
              + " does not say what is not found there: it is no object store, or its answers break"
              + " off.",
          "Check that "
              + ObjectStoreSettings.ENDPOINT_VARIABLE
              + " is the store's address, and the network in between, then run again: what is done"
              + " stays done.",
          refusal);
    }
    if (refusal instanceof NoSuchBucketException || "NoSuchBucket".equals(code(refusal))) {
      return new UserFailure(
          ArtifactError.STORE_BUCKET_MISSING,
          "The bucket " + settings.bucket() + " does not exist at " + settings.address() + ".",
          "Create it, or name another in " + ObjectStoreSettings.BUCKET_VARIABLE + ".",
          refusal);
    }
    if (refusal.statusCode() == 401 || refusal.statusCode() == 403) {
      return new UserFailure(
          ArtifactError.STORE_ACCESS_DENIED,
          "The object store at "
              + settings.address()
              + " refuses access to the bucket "
              + settings.bucket()
              + " ("
              + code(refusal)
              + ").",
          "Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and that they may read, write, list"
              + " and delete in this bucket.",
          refusal);
    }
    if (READ_ONLY.equals(code(refusal))) {
      return new UserFailure(
          MachineError.DISK_READ_ONLY,
          "The object store at " + settings.address() + " cannot write" + reason(refusal),
          "Make that disk writable again, then run the same command: what is done stays done.",
          refusal);
    }
    if (refusal.statusCode() == INSUFFICIENT_STORAGE) {
      return new UserFailure(
          MachineError.DISK_FULL,
          "The object store at " + settings.address() + " has no space left" + reason(refusal),
          "Free some space there, then run the same command: what is done stays done.",
          refusal);
    }
    return new UserFailure(
        ArtifactError.STORE_FAILED,
        "The object store at "
            + settings.address()
            + " answered "
            + refusal.statusCode()
            + " ("
            + code(refusal)
            + ").",
        "Look into its log, then run again: what is done stays done.",
        refusal);
  }

  private static UserFailure unsent(ObjectStoreSettings settings, SdkException failure) {
    Optional<SSLException> unencrypted = cause(failure, SSLException.class);
    if (unencrypted.isPresent() && isUntrusted(failure)) {
      return new UserFailure(
          ArtifactError.STORE_UNREACHABLE,
          "What answers at "
              + settings.address()
              + " is not trusted: "
              + unencrypted.get().getMessage()
              + ".",
          "Check that "
              + ObjectStoreSettings.ENDPOINT_VARIABLE
              + " is the store's address, and let Java trust the authority of its certificate: see"
              + " docs/operations.md.",
          failure);
    }
    if (unencrypted.isPresent()) {
      return new UserFailure(
          ArtifactError.STORE_UNREACHABLE,
          "The encrypted connection to "
              + settings.address()
              + " breaks off: "
              + unencrypted.get().getMessage()
              + ".",
          "Check that "
              + ObjectStoreSettings.ENDPOINT_VARIABLE
              + " is the address of a store that takes https, and the network in between, then run"
              + " again: what is done stays done.",
          failure);
    }
    if (cause(failure, PacedStream.TooSlow.class).isPresent()
        || cause(failure, ApiCallAttemptTimeoutException.class).isPresent()) {
      return new UserFailure(
          ArtifactError.STORE_UNREACHABLE,
          "Next to nothing comes through to the object store at "
              + settings.address()
              + ", or from it.",
          "Check the store, and the network between this machine and it, then run again: what is"
              + " done stays done.",
          failure);
    }
    if (isConnectionFailure(failure)) {
      return new UserFailure(
          ArtifactError.STORE_UNREACHABLE,
          "No object store answers at " + settings.address() + ".",
          "Check that the store runs and that "
              + ObjectStoreSettings.ENDPOINT_VARIABLE
              + " is its address.",
          failure);
    }
    if (failure instanceof SdkClientException && isAboutSettings(failure.getMessage())) {
      return new UserFailure(
          ArtifactError.STORE_CREDENTIALS_MISSING,
          "There are no credentials, or there is no region, for " + settings.address() + ".",
          "Set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION, or AWS_PROFILE; or unset "
              + ObjectStoreSettings.BUCKET_VARIABLE
              + " to keep artifacts in the home.",
          failure);
    }
    return new UserFailure(
        ArtifactError.STORE_FAILED,
        "The exchange with " + settings.address() + " broke off: " + failure.getMessage(),
        "Check the network and the store, then run again: what is done stays done.",
        failure);
  }

  /** Other failures of TLS are those of a connection, such as one that breaks off. */
  private static boolean isUntrusted(Throwable failure) {
    return Stream.of(
            CertificateException.class,
            CertPathValidatorException.class,
            CertPathBuilderException.class,
            SSLPeerUnverifiedException.class)
        .anyMatch(kind -> cause(failure, kind).isPresent());
  }

  private static boolean isConnectionFailure(Throwable failure) {
    return Stream.of(
            ConnectException.class,
            UnknownHostException.class,
            NoRouteToHostException.class,
            SocketTimeoutException.class)
        .anyMatch(kind -> cause(failure, kind).isPresent());
  }

  private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> kind) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst();
  }

  private static boolean isAboutSettings(String message) {
    return message.contains("Unable to load credentials")
        || message.contains("Unable to load region");
  }

  private static String code(S3Exception refusal) {
    if (refusal.awsErrorDetails() == null || refusal.awsErrorDetails().errorCode() == null) {
      return "no code";
    }
    return refusal.awsErrorDetails().errorCode();
  }

  /** The end of a sentence: what the store itself says, such as which disk is full. */
  private static String reason(S3Exception refusal) {
    String told =
        refusal.awsErrorDetails() == null ? null : refusal.awsErrorDetails().errorMessage();
    return told == null || told.isBlank() ? " on its disk." : ": " + told;
  }
}
