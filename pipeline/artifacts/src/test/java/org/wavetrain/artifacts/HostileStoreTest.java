package org.wavetrain.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.FaultPlan;
import org.wavetrain.faults.FaultProxy;
import org.wavetrain.faults.HttpFault.Refused;

/** A store whose XML wants something else than to be read. */
@Tag("slow")
class HostileStoreTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path home;
  private S3Server server;
  private FaultProxy proxy;
  private FaultProxy elsewhere;
  private Bucket bucket;

  @BeforeEach
  void start() throws Exception {
    server = S3Server.start(Files.createDirectory(home.resolve("s3")));
    ObjectStoreSettings settings = server.settings();
    URI endpoint = settings.endpoint().orElseThrow();
    proxy = new FaultProxy(endpoint);
    elsewhere = new FaultProxy(endpoint);
    bucket =
        Bucket.connect(
            new ObjectStoreSettings(
                settings.bucket(),
                Optional.of(proxy.address()),
                settings.region(),
                settings.credentials(),
                settings.checksums()));
  }

  @AfterEach
  void stop() throws Exception {
    bucket.close();
    elsewhere.close();
    proxy.close();
    server.close();
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "XML of a store with an entity of another server, and one of a file",
      outcome = "refused as STORE_FAILED; the server is not asked, the file not read")
  void anEntityFromElsewhereIsNotFetched() throws Exception {
    Path secret = Files.writeString(home.resolve("secret"), "planted");
    for (URI entity : new URI[] {elsewhere.address(), secret.toUri()}) {
      answer("<!DOCTYPE x [<!ENTITY e SYSTEM \"" + entity + "\">]>", "&e;");

      assertRefused();
    }
    assertThat(elsewhere.requests()).isEmpty();
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "XML of a store whose entities stand for a billion words",
      outcome = "refused as STORE_FAILED")
  void aBillionLaughsAreRefused() {
    StringBuilder laughs = new StringBuilder("<!DOCTYPE x [<!ENTITY a \"lol\">");
    for (char letter = 'b'; letter < 'l'; letter++) {
      String entity = ("&" + (char) (letter - 1) + ";").repeat(10);
      laughs.append("<!ENTITY " + letter + " \"" + entity + "\">");
    }
    answer(laughs + "]>", "&k;");

    assertRefused();
  }

  private void answer(String prologue, String key) {
    String list =
        "<ListBucketResult><Name>%s</Name><KeyCount>1</KeyCount><IsTruncated>false</IsTruncated><Contents><Key>%s</Key></Contents></ListBucketResult>"
            .formatted(bucket.name(), key);
    proxy.plan(
        FaultPlan.always(
            request -> request.target().contains("list-type"),
            new Refused(
                200,
                Map.of("Content-Type", "application/xml"),
                "<?xml version=\"1.0\"?>" + prologue + list)));
  }

  private void assertRefused() {
    assertThatThrownBy(() -> assertTimeoutPreemptively(PATIENCE, () -> bucket.keys("")))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ArtifactError.STORE_FAILED))
        .hasMessageNotContaining("planted");
  }
}
