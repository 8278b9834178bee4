package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.ManifestFile;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.local.EmbeddedServers;

/** What earlier releases left behind, made by {@link ReleaseFixture}. */
@Tag("slow")
class EarlierReleasesTest {
  @TempDir private Path folder;

  private void unpack(String release) throws IOException {
    try (InputStream resource =
            EarlierReleasesTest.class.getResourceAsStream("/releases/" + release + ".zip");
        ZipInputStream zip = new ZipInputStream(resource)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
  }

  private String home() {
    return folder.resolve("home").toString();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = "0.1.0")
  @Fault(
      area = FaultArea.COMPATIBILITY,
      injected =
          "a home of an earlier release: tracking.db, artifacts of all stages, checkpoints,"
              + " registry",
      outcome = "its runs, models and verdicts are shown, and its champion transcribes")
  void aHomeOfAnEarlierReleaseIsRead(String release) throws Exception {
    unpack(release);

    assertThat(CommandRun.done("runs", "--json", "--home", home()).out())
        .contains(ReleaseFixture.ENDED, ReleaseFixture.STOPPED, ReleaseFixture.STOPPED_EARLY);
    assertThat(CommandRun.done("models", "list", "--home", home()).out())
        .contains(ReleaseFixture.ENDED, "champion");
    assertThat(CommandRun.done("history", ReleaseFixture.ENDED, "--home", home()).out())
        .contains("champion");
    assertThat(
            CommandRun.done(
                    "transcribe",
                    "--json",
                    "--model",
                    ReleaseFixture.ENDED + "@champion",
                    "--home",
                    home(),
                    file("recordings/recording-0.wav"))
                .lastLine()
                .has("text"))
        .isTrue();
    try (EmbeddedServers servers = EmbeddedServers.start(folder.resolve("home"), Map.of());
        ArtifactStore store = store(servers)) {
      for (String kind : ReleaseFixture.STAGES) {
        assertThat(store.newest(kind, 10)).isNotEmpty();
        for (Manifest manifest : store.newest(kind, 10)) {
          readAll(store, manifest);
        }
      }
      for (String kind : List.of("pretrain", "finetune")) {
        Path state = Files.createDirectory(folder.resolve("state of " + kind));
        assertThat(store.checkpoints(stopped(kind)).restoreLatest(state)).isPresent();
      }
    }
  }

  private static void readAll(ArtifactStore store, Manifest manifest) throws IOException {
    for (ManifestFile file : manifest.files()) {
      try (InputStream content = store.open(manifest.key()).open(file.path())) {
        assertThat(Sha256.of(content.readAllBytes())).isEqualTo(file.sha256());
      }
    }
  }

  private static ArtifactStore store(EmbeddedServers servers) {
    return ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()));
  }

  private ArtifactKey stopped(String kind) throws IOException {
    Path checkpoints = folder.resolve("home/s3/wavetrain/checkpoints").resolve(kind);
    try (Stream<Path> keys = Files.list(checkpoints)) {
      return new ArtifactKey(
          kind, new Sha256(keys.findFirst().orElseThrow().getFileName().toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "0.1.0")
  @Fault(
      area = FaultArea.COMPATIBILITY,
      injected = "a pipeline file of an earlier release, run in the home that this left",
      outcome =
          "it runs; stages whose code and inputs have not changed since are found, all others made"
              + " again")
  void aPipelineFileOfAnEarlierReleaseRuns(String release) throws Exception {
    unpack(release);
    Map<String, Manifest> before = new HashMap<>();
    try (EmbeddedServers servers = EmbeddedServers.start(folder.resolve("home"), Map.of());
        ArtifactStore store = store(servers)) {
      for (String kind : ReleaseFixture.STAGES) {
        before.put(kind, store.newest(kind, 1).get(0));
      }
    }
    Path log = folder.resolve("run.log");

    Process run =
        ProgramProcess.start(
            Map.of(), log, "run", file(ReleaseFixture.ENDED + ".yaml"), "--json", "--home", home());

    assertThat(run.waitFor()).as(Files.readString(log)).isZero();
    String last = Files.readAllLines(log).stream().reduce((one, two) -> two).orElseThrow();
    JsonNode stages = new ObjectMapper().readTree(last).path("stages");
    try (EmbeddedServers servers = EmbeddedServers.start(folder.resolve("home"), Map.of());
        ArtifactStore store = store(servers)) {
      for (String kind : ReleaseFixture.STAGES) {
        JsonNode stage = stages.path(kind);
        Manifest now = store.find(ArtifactKey.parse(stage.path("key").asText())).orElseThrow();
        Manifest then = before.get(kind);
        assertThat(stage.path("cached").booleanValue())
            .as("%s is found", kind)
            .isEqualTo(
                now.codeVersion().equals(then.codeVersion()) && now.inputs().equals(then.inputs()));
      }
    }
    for (String name : List.of(ReleaseFixture.STOPPED, ReleaseFixture.STOPPED_EARLY)) {
      assertThat(CommandRun.done("plan", file(name + ".yaml")).out())
          .contains(ReleaseFixture.STAGES);
    }
  }
}
