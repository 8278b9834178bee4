package org.wavetrain.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckpointStoreTest {
  private S3Server server;
  private ArtifactStore store;
  private ArtifactKey key;
  private CheckpointStore checkpoints;
  private Path stored;
  private Path folder;

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

  @BeforeEach
  void takeAKeyOfItsOwn(TestInfo test, @TempDir Path work) {
    key = new ArtifactKey("pretrain", Sha256.of(test.getDisplayName()));
    checkpoints = store.checkpoints(key);
    stored = server.file("checkpoints/" + key);
    folder = work;
  }

  private void save(long step, String content) throws Exception {
    Path state = Files.createDirectories(folder.resolve("state/trainer"));
    Files.writeString(state.resolve("state.json"), content);
    Files.writeString(state.resolveSibling("model"), "weights of " + content);
    checkpoints.save(step, folder.resolve("state"));
  }

  @Test
  void thereIsNoneAtFirst() throws Exception {
    assertThat(checkpoints.restoreLatest(folder)).isEmpty();
  }

  @Test
  void theLatestIsRestored() throws Exception {
    save(9, "nine");
    save(100, "hundred");

    assertThat(checkpoints.restoreLatest(folder.resolve("restored"))).hasValue(100);
    assertThat(folder.resolve("restored/trainer/state.json")).hasContent("hundred");
    assertThat(folder.resolve("restored/model")).hasContent("weights of hundred");
  }

  @Test
  void timeBeforeAnInterruptionIsCounted() throws Exception {
    save(9, "nine");
    OlderManifest.put(
        stored.resolve("000000000009/manifest.json"),
        text -> text.replaceFirst("\"elapsed_seconds\":[0-9.E-]+", "\"elapsed_seconds\":3600.0"));

    checkpoints.restoreLatest(folder.resolve("restored"));

    assertThat(checkpoints.elapsed()).isGreaterThan(Duration.ofHours(1));
  }

  @Test
  void theLatestTwoAreKept() throws Exception {
    save(1, "one");
    save(2, "two");
    save(3, "three");

    try (Stream<Path> steps = Files.list(stored)) {
      assertThat(steps.map(path -> path.getFileName().toString()))
          .filteredOn(name -> Files.exists(stored.resolve(name).resolve("manifest.json")))
          .containsExactlyInAnyOrder("000000000002", "000000000003");
    }
  }

  @Test
  @Fault(
      area = FaultArea.SOAK,
      injected = "checkpoints that have gone up, one after the other, and whose files are deleted",
      outcome = "none is held open, so their places on the disk are free")
  void filesThatHaveGoneUpAreNotHeldOpen() throws Exception {
    Path handles = Path.of("/proc/self/fd");
    Assumptions.assumeTrue(Files.isDirectory(handles));
    for (int step = 1; step <= 3; step++) {
      save(step, "step " + step);
      new FolderTree(folder.resolve("state")).remove();
    }

    assertThat(handles.toFile().listFiles())
        .noneMatch(handle -> target(handle.toPath()).startsWith(folder.toString()));
  }

  /** What a handle is open for; others are closed meanwhile. */
  private static String target(Path handle) {
    try {
      return Files.readSymbolicLink(handle).toString();
    } catch (IOException closed) {
      return "";
    }
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "other bytes in a file of the latest checkpoint",
      outcome =
          "noticed by its digest, named in the log, and passed over for the checkpoint before")
  void aDamagedOneIsPassedOverForTheOneBefore() throws Exception {
    save(1, "one");
    save(2, "two");
    Files.writeString(onlyFileNamed("state.json", "000000000002"), "tow");

    Path restored = folder.resolve("restored");
    assertThat(checkpoints.restoreLatest(restored)).hasValue(1);
    assertThat(restored.resolve("trainer/state.json")).hasContent("one");
    assertThat(restored.resolve("model")).hasContent("weights of one");
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "a checkpoint whose upload ended before its manifest",
      outcome = "it does not exist; the checkpoint before is used")
  void oneWithoutAManifestDoesNotExist() throws Exception {
    save(1, "one");
    save(2, "two");
    Files.delete(stored.resolve("000000000002/manifest.json"));

    assertThat(checkpoints.restoreLatest(folder.resolve("restored"))).hasValue(1);
  }

  @Test
  void aStepSavedAgainReplacesTheOneBefore() throws Exception {
    save(1, "one");
    save(1, "another one");

    checkpoints.restoreLatest(folder.resolve("restored"));
    assertThat(folder.resolve("restored/trainer/state.json")).hasContent("another one");
    assertThat(onlyFileNamed("state.json", "000000000001")).exists();
  }

  @Test
  void anArtifactThatIsMadeAgainGoesOnFromItsOwnOnesAlone() throws Exception {
    save(9, "earlier making");
    store.draft(key).publish(new Provenance(Map.of(), "{}", 1, "1", Duration.ZERO));
    CheckpointStore again = store.checkpointsOfReplacement(key, Proof.NOT_NEEDED);
    assertThat(again.restoreLatest(folder.resolve("none"))).isEmpty();

    again.save(4, Files.createDirectories(folder.resolve("state")));

    assertThat(
            store
                .checkpointsOfReplacement(key, Proof.NOT_NEEDED)
                .restoreLatest(folder.resolve("four")))
        .hasValue(4);
    assertThat(checkpoints.restoreLatest(folder.resolve("nine"))).hasValue(9);
    checkpoints.clear();
    assertThat(server.objectsBelow(stored)).isEmpty();
  }

  @Test
  void clearedOnesAreGone() throws Exception {
    save(1, "one");
    save(2, "two");

    checkpoints.clear();

    assertThat(checkpoints.restoreLatest(folder.resolve("restored"))).isEmpty();
    assertThat(server.objectsBelow(stored)).isEmpty();
  }

  private Path onlyFileNamed(String name, String step) throws Exception {
    return server.objectsBelow(stored.resolve(step)).stream()
        .filter(path -> path.endsWith(name))
        .reduce(
            (one, two) -> {
              throw new AssertionError("both " + one + " and " + two);
            })
        .orElseThrow();
  }
}
