package org.wavetrain.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.FaultPlan;
import org.wavetrain.faults.FaultProxy;
import org.wavetrain.faults.HttpFault.WrongBitInAnswer;
import org.wavetrain.faults.Trials;

/** Files that the store's disk has lost a bit of, or an end, at random places. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamagedFilesTest {
  private static final int SIZE = 20_000;
  private static final Provenance PROVENANCE =
      new Provenance(Map.of(), "{}", 1, "1", Duration.ZERO);

  private S3Server server;
  private ArtifactStore store;

  @BeforeAll
  void start(@TempDir Path home) throws Exception {
    server = S3Server.start(home);
    store = ArtifactStore.connect(server.settings());
  }

  @AfterAll
  void stop() throws Exception {
    store.close();
    server.close();
  }

  static IntStream trials() {
    return Trials.orUsually(60);
  }

  private static byte[] content(int trial) {
    byte[] content = new byte[SIZE];
    new Random(trial).nextBytes(content);
    return content;
  }

  /** Every other time, a bit is another; else the file is cut off. */
  private static void damage(Path object, int trial, Random random) throws IOException {
    byte[] content = Files.readAllBytes(object);
    int at = random.nextInt(content.length);
    content[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    Files.write(object, trial % 2 == 0 ? content : Arrays.copyOf(content, at));
  }

  private Path save(CheckpointStore checkpoints, long step, Path folder) throws IOException {
    Path state = Files.createDirectories(folder.resolve("state" + step));
    Files.write(state.resolve("optimizer.safetensors"), content((int) step));
    Files.writeString(state.resolve("state.json"), "{\"step\":" + step + "}");
    checkpoints.save(step, state);
    return state;
  }

  @ParameterizedTest
  @MethodSource("trials")
  @Fault(
      area = FaultArea.DISK,
      injected = "a wrong bit in the latest checkpoint, its manifest included, or its end missing",
      outcome = "noticed, named in the log, and passed over for the checkpoint before")
  void aDamagedCheckpointIsPassedOver(int trial, @TempDir Path folder) throws Exception {
    Random random = new Random(trial);
    ArtifactKey key = new ArtifactKey("pretrain", Sha256.of("checkpoint " + trial));
    CheckpointStore checkpoints = store.checkpoints(key);
    Path first = save(checkpoints, 1, folder);
    save(checkpoints, 2, folder);
    List<Path> objects =
        server.objectsBelow(server.file("checkpoints/" + key + "/000000000002")).stream().toList();
    Path damaged = objects.get(random.nextInt(objects.size()));
    damage(damaged, trial, random);

    Path restored = folder.resolve("restored");
    try (CapturedLog log = CapturedLog.of(StoredCheckpoints.class)) {
      long step = checkpoints.restoreLatest(restored).orElseThrow();

      assertThat(step).isEqualTo(1);
      assertSame(restored, first);
      assertThat(log.events())
          .singleElement()
          .extracting(ILoggingEvent::getFormattedMessage)
          .asString()
          .startsWith("Passing over the checkpoint of step 2: ");
    }
  }

  private static void assertSame(Path restored, Path saved) throws IOException {
    try (Stream<Path> files = Files.list(saved)) {
      for (Path file : files.toList()) {
        assertThat(restored.resolve(file.getFileName())).hasSameBinaryContentAs(file);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("trials")
  @Fault(
      area = FaultArea.DISK,
      injected =
          "a wrong bit in a file of an artifact, such as a shard of a corpus, or its end missing",
      outcome = "ARTIFACT_CORRUPT names the file and what to make again; once made, it is replaced")
  void aDamagedShardIsNoticed(int trial, @TempDir Path folder) throws Exception {
    ArtifactKey key = new ArtifactKey("ingest", Sha256.of("shard " + trial));
    publish(key, trial);
    Path shard = server.objectsBelow(server.file("artifacts/" + key + "/files")).get(0);
    damage(shard, trial, new Random(trial));

    ArtifactReader reader = store.open(key);
    assertCorrupt(() -> readAll(reader), "train/000.tar");
    assertCorrupt(() -> reader.download("", folder), "train/000.tar");

    assertIsMadeAgain(key, trial);
  }

  private void assertIsMadeAgain(ArtifactKey key, int trial) throws IOException {
    ArtifactDraft again = store.draft(key);
    again.put("train/000.tar", content(trial));
    again.replace(PROVENANCE);
    assertThat(readAll(store.open(key))).isEqualTo(content(trial));
  }

  @ParameterizedTest
  @MethodSource("trials")
  @Fault(
      area = FaultArea.DISK,
      injected = "a wrong bit in the manifest of an artifact, or its end missing",
      outcome = "ARTIFACT_CORRUPT names it and what to make again; once made, it is replaced")
  void aDamagedManifestIsNoticed(int trial) throws Exception {
    ArtifactKey key = new ArtifactKey("ingest", Sha256.of("manifest " + trial));
    publish(key, trial);
    damage(server.file("artifacts/" + key + "/manifest.json"), trial, new Random(trial));

    assertCorrupt(() -> store.open(key), key + "/manifest.json");
    assertThat(store.findReadable(key)).isEmpty();

    assertIsMadeAgain(key, trial);
  }

  private void publish(ArtifactKey key, int trial) throws IOException {
    ArtifactDraft draft = store.draft(key);
    draft.put("train/000.tar", content(trial));
    draft.publish(PROVENANCE);
  }

  private static byte[] readAll(ArtifactReader reader) throws IOException {
    try (InputStream shard = reader.open("train/000.tar")) {
      return shard.readAllBytes();
    }
  }

  private static void assertCorrupt(ThrowingCallable reading, String object) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ArtifactError.ARTIFACT_CORRUPT);
              assertThat(failure.remedy()).contains("--no-cache");
            })
        .hasMessageContaining(object);
  }

  @ParameterizedTest
  @MethodSource("trials")
  @Fault(
      area = FaultArea.DISK,
      injected = "a wrong bit in a file while it is downloaded",
      outcome = "noticed by its digest, named in the log, and downloaded again")
  void whatIsDamagedOnItsWayIsDownloadedAgain(int trial, @TempDir Path folder) throws Exception {
    ArtifactKey key = new ArtifactKey("export", Sha256.of("download " + trial));
    publish(key, trial);
    try (FaultProxy proxy = new FaultProxy(server.settings().endpoint().orElseThrow());
        ArtifactStore faulty = ArtifactStore.connect(server.settingsThrough(proxy.address()));
        CapturedLog log = CapturedLog.of(StoredFiles.class)) {
      ArtifactReader reader = faulty.open(key);
      proxy.plan(
          FaultPlan.first(
              1, request -> true, new WrongBitInAnswer(new Random(trial).nextInt(SIZE))));

      reader.download("", folder);

      assertThat(folder.resolve("train/000.tar")).hasBinaryContent(content(trial));
      assertThat(log.events())
          .singleElement()
          .extracting(ILoggingEvent::getFormattedMessage)
          .asString()
          .startsWith("Downloading it again: ")
          .contains("train/000.tar");
    }
  }
}
