package org.wavetrain.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The role that a cluster gives a service account: no key pair, but a token that the security token
 * service changes for one. The environment is that of a process of its own.
 */
class CloudRoleTest {
  private static final String ANSWER =
      """
      <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <AssumeRoleWithWebIdentityResult>
          <AssumedRoleUser>
            <Arn>arn:aws:sts::123456789012:assumed-role/wavetrain/task</Arn>
            <AssumedRoleId>ROLE:task</AssumedRoleId>
          </AssumedRoleUser>
          <Credentials>
            <AccessKeyId>test-key</AccessKeyId>
            <SecretAccessKey>test-secret</SecretAccessKey>
            <SessionToken>session</SessionToken>
            <Expiration>2100-01-01T00:00:00Z</Expiration>
          </Credentials>
        </AssumeRoleWithWebIdentityResult>
      </AssumeRoleWithWebIdentityResponse>
      """;

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer tokens;

  @BeforeEach
  void start() throws IOException {
    tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    tokens.createContext("/", this::answer);
    tokens.start();
  }

  @AfterEach
  void stop() {
    tokens.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    byte[] body = ANSWER.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/xml");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void theTokenOfAServiceAccountOpensTheStore(@TempDir Path folder) throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "of-a-service-account");
    Path output = folder.resolve("output");
    try (S3Server store = S3Server.start(Files.createDirectory(folder.resolve("store")))) {
      int code =
          listing(
              output,
              Map.of(
                  "AWS_ROLE_ARN",
                  "arn:aws:iam::123456789012:role/wavetrain",
                  "AWS_WEB_IDENTITY_TOKEN_FILE",
                  token.toString(),
                  "AWS_ENDPOINT_URL_STS",
                  "http://127.0.0.1:" + tokens.getAddress().getPort(),
                  "AWS_REGION",
                  "us-east-1",
                  "WAVETRAIN_S3_BUCKET",
                  store.settings().bucket(),
                  "WAVETRAIN_S3_ENDPOINT",
                  store.settings().endpoint().orElseThrow().toString()));
      assertThat(code).as(Files.readString(output)).isZero();
    }
    assertThat(requests)
        .singleElement()
        .asString()
        .contains("Action=AssumeRoleWithWebIdentity")
        .contains("WebIdentityToken=of-a-service-account");
  }

  private static int listing(Path output, Map<String, String> environment) throws Exception {
    ProcessBuilder process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Listing.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    process.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    process.environment().putAll(environment);
    return process.start().waitFor();
  }

  /** What the process runs. */
  static final class Listing {
    private Listing() {}

    public static void main(String[] arguments) throws IOException {
      try (ArtifactStore store =
          ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(System.getenv()))) {
        store.newest("ingest", 1);
      }
    }
  }
}
