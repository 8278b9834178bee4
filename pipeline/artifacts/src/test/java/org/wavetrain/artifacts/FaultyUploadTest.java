package org.wavetrain.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.FaultPlan;
import org.wavetrain.faults.FaultProxy;
import org.wavetrain.faults.HttpFault;
import org.wavetrain.faults.HttpFault.DoneButRefused;
import org.wavetrain.faults.HttpFault.LostAnswer;
import org.wavetrain.faults.HttpFault.LostRequest;
import org.wavetrain.faults.HttpFault.Refused;
import org.wavetrain.faults.HttpFault.ResetWithinAnswer;
import org.wavetrain.faults.HttpFault.ResetWithinRequest;
import org.wavetrain.faults.HttpFault.WrongBitInRequest;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Something goes wrong while a file goes up in parts. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultyUploadTest {
  private static final List<HttpFault> PASSING =
      List.of(
          Refused.s3(500, "InternalError"),
          new DoneButRefused(Refused.s3(500, "InternalError")),
          new LostRequest(),
          new LostAnswer(),
          new ResetWithinRequest(9),
          new ResetWithinAnswer(9));

  private final byte[] content = new byte[(int) FileUpload.SMALLEST_PART_BYTES + 3];
  private S3Server server;
  private FaultProxy proxy;
  private Bucket bucket;
  private S3Client client;
  private Path file;
  private int keys;

  @BeforeAll
  void start(@TempDir Path home) throws Exception {
    new Random(1).nextBytes(content);
    file = Files.write(home.resolve("weights"), content);
    server = S3Server.start(Files.createDirectory(home.resolve("s3")));
    ObjectStoreSettings settings = server.settings();
    proxy = new FaultProxy(settings.endpoint().orElseThrow());
    client = S3Connection.open(settings);
    bucket =
        Bucket.connect(
            new ObjectStoreSettings(
                settings.bucket(),
                Optional.of(proxy.address()),
                settings.region(),
                settings.credentials(),
                settings.checksums()));
  }

  @AfterAll
  void stop() throws Exception {
    bucket.close();
    client.close();
    proxy.close();
    server.close();
  }

  private String freshKey() {
    keys++;
    return "key-" + keys;
  }

  private int calls() {
    proxy.plan(FaultPlan.NONE);
    int before = proxy.requests().size();
    bucket.put(freshKey(), file, content.length);
    return proxy.requests().size() - before;
  }

  private boolean nothingIsLeftOf(String key) {
    return client.listMultipartUploads(list -> list.bucket(bucket.name())).uploads().stream()
        .noneMatch(upload -> upload.key().startsWith(key));
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "each passing failure at each call of an upload in parts",
      outcome = "asked again; the object is whole")
  void anUploadInPartsGoesThrough() {
    int calls = calls();
    for (HttpFault fault : PASSING) {
      for (int call = 0; call < calls; call++) {
        String key = freshKey();
        proxy.plan(FaultPlan.only(call, fault));
        bucket.put(key, file, content.length);
        assertThat(client.getObjectAsBytes(get -> get.bucket(bucket.name()).key(key)).asByteArray())
            .as("call %d of %d, %s", call, calls, fault)
            .isEqualTo(content);
      }
    }
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "a wrong bit, or a refusal, at each call of an upload in parts",
      outcome = "nothing is visible, and no part is left")
  void anUploadInPartsThatFailsLeavesNothing() {
    int calls = calls();
    for (HttpFault fault : List.of(new WrongBitInRequest(9), Refused.s3(403, "AccessDenied"))) {
      for (int call = 0; call < calls; call++) {
        String key = freshKey();
        proxy.plan(FaultPlan.only(call, fault));
        try {
          bucket.put(key, file, content.length);
        } catch (UserFailure failure) {
          assertThat(bucket.get(key)).isEmpty();
        }
        bucket.get(key).ifPresent(put -> assertThat(put).isEqualTo(content));
        assertThat(nothingIsLeftOf(key)).as("call %d of %d, %s", call, calls, fault).isTrue();
      }
    }
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "an upload in parts that a killed process left behind",
      outcome = "invisible, and removed when the artifact is made or its checkpoints are cleared")
  void whatAKilledProcessLeftIsRemoved() throws Exception {
    proxy.plan(FaultPlan.NONE);
    ArtifactKey key = new ArtifactKey("finetune", Sha256.of("left"));
    interrupted("artifacts/" + key + "/files/of-another/weights");
    interrupted("checkpoints/" + key + "/000000000001/files/of-another/weights");
    try (ArtifactStore store = ArtifactStore.connect(server.settings())) {
      assertThat(store.find(key)).isEmpty();

      store.draft(key).publish(new Provenance(Map.of(), "{}", 1, "1", Duration.ZERO));
      store.checkpoints(key).clear();
    }
    assertThat(nothingIsLeftOf("artifacts/" + key)).isTrue();
    assertThat(nothingIsLeftOf("checkpoints/" + key)).isTrue();
  }

  private void interrupted(String key) {
    String upload =
        client.createMultipartUpload(create -> create.bucket(bucket.name()).key(key)).uploadId();
    client.uploadPart(
        part -> part.bucket(bucket.name()).key(key).uploadId(upload).partNumber(1),
        RequestBody.fromBytes(new byte[100]));
  }
}
