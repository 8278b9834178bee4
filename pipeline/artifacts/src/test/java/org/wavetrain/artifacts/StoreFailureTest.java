package org.wavetrain.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ObjectStoreSettings.Credentials;
import org.wavetrain.failure.ErrorCode;
import org.wavetrain.failure.MachineError;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

/** What users read when the object store is not as it should be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreFailureTest {
  private static final ArtifactKey KEY = new ArtifactKey("ingest", Sha256.of("key"));

  private static final String FULL =
      "<Error><Code>InsufficientStorage</Code>"
          + "<Message>The disk of /home/x/s3 is full.</Message></Error>";

  private S3Server server;

  @BeforeAll
  void start(@TempDir Path home) throws Exception {
    server = S3Server.start(home);
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  private static void assertFails(ThrowingCallable call, ErrorCode code, String detail) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(code);
              assertThat(failure).hasMessageContaining(detail);
            });
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "a bucket that does not exist",
      outcome = "STORE_BUCKET_MISSING names it")
  void aBucketThatIsNotThereIsNamed() {
    ObjectStoreSettings sound = server.settings();
    ObjectStoreSettings settings =
        new ObjectStoreSettings(
            "no-such-bucket",
            sound.endpoint(),
            sound.region(),
            sound.credentials(),
            sound.checksums());
    try (ArtifactStore store = ArtifactStore.connect(settings)) {
      assertFails(() -> store.find(KEY), ArtifactError.STORE_BUCKET_MISSING, "no-such-bucket");
      assertFails(
          () -> store.draft(KEY).put("file", new byte[1]),
          ArtifactError.STORE_BUCKET_MISSING,
          "no-such-bucket");
    }
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "credentials that the store refuses",
      outcome = "STORE_ACCESS_DENIED, and not an empty store")
  void wrongCredentialsAreNotTakenForAnEmptyStore() {
    ObjectStoreSettings sound = server.settings();
    ObjectStoreSettings settings =
        new ObjectStoreSettings(
            sound.bucket(),
            sound.endpoint(),
            sound.region(),
            Optional.of(new Credentials("test-key", "wrong", Optional.empty())),
            sound.checksums());
    try (ArtifactStore store = ArtifactStore.connect(settings)) {
      assertFails(() -> store.find(KEY), ArtifactError.STORE_ACCESS_DENIED, sound.bucket());
      assertFails(
          () -> store.newest("ingest", 1), ArtifactError.STORE_ACCESS_DENIED, sound.bucket());
      assertFails(
          () -> store.draft(KEY).put("file", new byte[1]),
          ArtifactError.STORE_ACCESS_DENIED,
          sound.bucket());
    }
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "507 InsufficientStorage",
      outcome = "DISK_FULL names the store and its disk")
  void aStoreWithoutSpaceIsTold() throws Exception {
    HttpServer full =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    full.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] answer = FULL.getBytes(UTF_8);
          exchange.sendResponseHeaders(507, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    full.start();
    URI address = URI.create("http://127.0.0.1:" + full.getAddress().getPort());
    try (ArtifactStore store = ArtifactStore.connect(settings(address))) {
      assertFails(
          () -> store.draft(KEY).put("file", new byte[1]),
          MachineError.DISK_FULL,
          address + " has no space left: The disk of /home/x/s3 is full.");
    } finally {
      full.stop(0);
    }
  }

  private ObjectStoreSettings settings(URI address) {
    ObjectStoreSettings sound = server.settings();
    return new ObjectStoreSettings(
        sound.bucket(),
        Optional.of(address),
        sound.region(),
        sound.credentials(),
        sound.checksums());
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "a certificate that is not trusted",
      outcome = "STORE_UNREACHABLE says that it is not trusted")
  void aStoreWithoutACertificateThatIsTrustedIsNotTakenForOneThatIsAway() {
    URI plain = server.settings().endpoint().orElseThrow();
    URI secured = URI.create("https://127.0.0.1:" + plain.getPort());
    try (ArtifactStore store = ArtifactStore.connect(settings(secured))) {
      assertFails(
          () -> store.find(KEY), ArtifactError.STORE_UNREACHABLE, secured + " is not trusted: ");
    }
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "nothing listens at the address",
      outcome = "STORE_UNREACHABLE names the address")
  void aStoreThatDoesNotAnswerIsNamed() throws Exception {
    URI nowhere;
    try (ServerSocket socket = new ServerSocket(0)) {
      nowhere = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    try (ArtifactStore store = ArtifactStore.connect(settings(nowhere))) {
      assertFails(() -> store.find(KEY), ArtifactError.STORE_UNREACHABLE, nowhere.toString());
    }
  }
}
