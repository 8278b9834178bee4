package org.wavetrain.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
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
import software.amazon.awssdk.core.exception.SdkClientException;

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
  void aStoreWithoutACertificateThatIsTrustedIsNotTakenForOneThatIsAway(@TempDir Path folder)
      throws Exception {
    HttpsServer secured =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    secured.setHttpsConfigurator(new HttpsConfigurator(selfSigned(folder.resolve("certificate"))));
    secured.start();
    URI address = URI.create("https://127.0.0.1:" + secured.getAddress().getPort());
    try (ArtifactStore store = ArtifactStore.connect(settings(address))) {
      assertFails(
          () -> store.find(KEY), ArtifactError.STORE_UNREACHABLE, address + " is not trusted: ");
    } finally {
      secured.stop(0);
    }
  }

  private static SSLContext selfSigned(Path file) throws Exception {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String options =
        "-genkeypair -alias store -keyalg EC -dname CN=127.0.0.1 -ext SAN=ip:127.0.0.1"
            + " -storetype PKCS12 -storepass password";
    List<String> command = new ArrayList<>(List.of(keytool, "-keystore", file.toString()));
    command.addAll(List.of(options.split(" ")));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    char[] password = "password".toCharArray();
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(file.toFile(), password), password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  @Test
  void aCertificateOfAnotherHostIsNotTrusted() {
    SSLException ofAnother = new SSLPeerUnverifiedException("it is of another host");

    assertThatThrownBy(() -> StoreFailures.translating(server.settings(), failing(ofAnother)))
        .hasMessageContaining("is not trusted: it is of another host");
  }

  private static Supplier<String> failing(Exception cause) {
    return () -> {
      throw SdkClientException.create("failed", cause);
    };
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "a connection that breaks off while TLS is agreed on, each time",
      outcome = "STORE_UNREACHABLE says that it broke off, not that a certificate is not trusted")
  void aHandshakeThatBreaksOffIsNotTakenForACertificateThatIsNotTrusted() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      AtomicInteger tries = new AtomicInteger();
      Thread breaker = new Thread(() -> breakOff(socket, tries));
      breaker.setDaemon(true);
      breaker.start();
      URI address = URI.create("https://127.0.0.1:" + socket.getLocalPort());
      try (ArtifactStore store = ArtifactStore.connect(settings(address))) {
        assertFails(
            () -> store.find(KEY),
            ArtifactError.STORE_UNREACHABLE,
            "The encrypted connection to " + address + " breaks off: ");
      }
      assertThat(tries).hasValueGreaterThan(1);
    }
  }

  private static void breakOff(ServerSocket socket, AtomicInteger tries) {
    try {
      while (true) {
        try (Socket client = socket.accept()) {
          tries.incrementAndGet();
          client.getInputStream().read(new byte[100]);
        }
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "https in the address of a store without TLS",
      outcome = "STORE_UNREACHABLE says to check the address")
  void aStoreWithoutEncryptionIsNotTakenForOneThatIsNotTrusted() {
    URI plain = server.settings().endpoint().orElseThrow();
    URI secured = URI.create("https://127.0.0.1:" + plain.getPort());
    try (ArtifactStore store = ArtifactStore.connect(settings(secured))) {
      assertFails(
          () -> store.find(KEY),
          ArtifactError.STORE_UNREACHABLE,
          "The encrypted connection to " + secured + " breaks off: ");
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
