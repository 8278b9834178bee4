package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.tracking.ModelRegistry;

class ModelsCommandTest {
  @TempDir private Path folder;
  private Path home;
  private Path target;

  @BeforeEach
  void registerTwoVersions() throws IOException {
    home = folder.resolve("home");
    target = folder.resolve("pulled");
    try (Services services = Services.open(home)) {
      RegisteredExport.of(services, "words", export("one"), Map.of("wer", 0.25));
      RegisteredExport.of(services, "words", export("two"), Map.of());
      services.tracking().registry().setAlias("words", Promotion.CHAMPION, 1);
      services.tracking().registry().setAlias("words", "candidate", 2);
    }
  }

  @Test
  void versionsAreListedWithTheirAliasesAndFigures() throws IOException {
    List<String> lines =
        CommandRun.done("models", "--home", home.toString()).out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1)).startsWith("words  2        candidate  ").endsWith("–");
    assertThat(lines.get(2)).startsWith("words  1        champion   ").contains("0.2500");

    JsonNode last =
        CommandRun.done("models", "list", "--json", "--home", home.toString()).lastLine();
    assertThat(last.path("reference").asText()).isEqualTo("models:/words/1");
    assertThat(last.path("aliases").toString()).isEqualTo("[\"champion\"]");
    assertThat(last.path("metrics").path("wer").asDouble()).isEqualTo(0.25);
  }

  @Test
  void aFigureThatAPersonChangedIsLeftOutAndHidesNoOther() throws IOException {
    change(1, Promotion.METRIC_TAG_PREFIX + "wer", "a quarter");
    List<String> lines =
        CommandRun.done("models", "--home", home.toString()).out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(2)).startsWith("words  1        champion   ").endsWith("–");
  }

  @Test
  void aKeyThatAPersonChangedIsToldWithItsTag() {
    change(1, Promotion.KEY_TAG, "mine");
    assertThat(refusal("words@champion"))
        .contains("MODEL_MISSING", "the tag wavetrain.artifact_key \"mine\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"file:///etc/passwd", "s3://elsewhere/artifacts/export/x", "../../secret"})
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a version whose source in the registry is file:, in another bucket or ../",
      outcome =
          "not followed: the export that its tag names is pulled, and MODEL_MISSING without the tag")
  void aSourceThatLeadsElsewhereIsNotFollowed(String source) throws IOException {
    try (Services services = Services.open(home)) {
      ModelRegistry registry = services.tracking().registry();
      String run = registry.findVersion("words", 1).orElseThrow().runId().orElseThrow();
      String key = RegisteredExport.key(folder.resolve("two")).toString();
      registry.createVersion("words", source, run, Map.of(Promotion.KEY_TAG, key), "");
      registry.createVersion("words", source, run, Map.of("other", "tag"), "");
    }

    assertThat(pull("words/3").path("copied").asBoolean()).isTrue();
    assertThat(target.resolve("onnx/model.onnx")).hasContent("two");
    assertThat(refusal("words/4")).contains("MODEL_MISSING", "names no export in the store");
  }

  /** As a person does in MLflow. */
  private void change(int version, String tag, String value) {
    try (Services services = Services.open(home)) {
      services.tracking().registry().tagVersion("words", version, tag, value);
    }
  }

  @Test
  void aModelIsCopiedOnce() throws IOException {
    JsonNode first = pull("words@champion");
    assertThat(first.path("copied").asBoolean()).isTrue();
    assertThat(first.path("files").asInt()).isEqualTo(2);
    assertThat(target.resolve("onnx/model.onnx")).hasContent("one");
    assertThat(pull("models:/words/1").path("copied").asBoolean()).isFalse();
    assertThat(beside()).containsExactlyInAnyOrder("home", "pulled", "one", "two");
  }

  @Test
  void anInterruptedCopyGoesOn() throws IOException {
    JsonNode first = pull("words@candidate");
    Path partial =
        folder.resolve(".pulled.partial-" + first.path("digest").asText().substring(0, 12));
    Files.move(target, partial);
    Files.writeString(partial.resolve("config.json"), "half");

    assertThat(pull("words@candidate").path("copied").asBoolean()).isTrue();

    assertThat(target.resolve("config.json")).hasContent("{}");
    assertThat(partial).doesNotExist();
  }

  @Test
  void anEmptyFolderStaysTheOneThatItIsAndIsFilled() throws IOException {
    Files.createDirectories(target);
    Object before = identity(target);

    assertThat(pull("words@champion").path("copied").asBoolean()).isTrue();

    assertThat(identity(target)).isEqualTo(before);
    assertThat(target.resolve("onnx/model.onnx")).hasContent("one");
    assertThat(target.toFile().list()).containsExactlyInAnyOrder("onnx", "config.json");
    assertThat(pull("words@champion").path("copied").asBoolean()).isFalse();
    assertThat(beside()).containsExactlyInAnyOrder("home", "pulled", "one", "two");
  }

  @Test
  void anInterruptedCopyIntoAnEmptyFolderGoesOn() throws IOException {
    String digest = pull("words@candidate").path("digest").asText().substring(0, 12);
    Path partial = Files.createDirectories(target.resolve(".partial-" + digest + "/onnx"));
    Files.move(target.resolve("onnx/model.onnx"), partial.resolve("model.onnx"));

    assertThat(pull("words@candidate").path("copied").asBoolean()).isTrue();

    assertThat(target.resolve("onnx/model.onnx")).hasContent("two");
    assertThat(target.toFile().list()).containsExactlyInAnyOrder("onnx", "config.json");
  }

  @Test
  void whatIsCopiedHasThePermissionsOfWhatIsMadeThere() throws IOException {
    Path folders = Files.createDirectory(folder.resolve("usual"));
    Path files = Files.createFile(folder.resolve("usual/file"));

    pull("words@champion");

    for (Path made : new Path[] {target, target.resolve("onnx")}) {
      assertThat(permissions(made)).isEqualTo(permissions(folders));
    }
    assertThat(permissions(target.resolve("onnx/model.onnx"))).isEqualTo(permissions(files));
  }

  private static Object identity(Path folder) throws IOException {
    return Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
  }

  private static Set<PosixFilePermission> permissions(Path path) throws IOException {
    return Files.getPosixFilePermissions(path);
  }

  @Test
  void aFolderWithOtherThingsIsLeftAlone() throws IOException {
    Files.createDirectories(target);
    Files.writeString(target.resolve("notes"), "mine");
    assertThat(refusal("words@champion")).contains("OUTPUT_FOLDER_IN_USE", target.toString());
    assertThat(target.resolve("notes")).hasContent("mine");
    assertThat(beside()).containsExactlyInAnyOrder("home", "pulled", "one", "two");
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "other bytes in a model in the store, which is pulled",
      outcome = "ARTIFACT_CORRUPT names the file; no folder is made")
  void aDamagedFileIsNotPassedOn() throws IOException {
    Path object;
    try (Stream<Path> files = Files.walk(home.resolve("s3"))) {
      object =
          files
              .filter(file -> file.endsWith("onnx/model.onnx"))
              .filter(
                  file ->
                      file.toString()
                          .contains(RegisteredExport.key(folder.resolve("one")).toString()))
              .findFirst()
              .orElseThrow();
    }
    Files.writeString(object, "own");
    assertThat(refusal("words@champion")).contains("ARTIFACT_CORRUPT", "model.onnx");
    assertThat(target).doesNotExist();
  }

  @Test
  void ofSeveralThatCopyAtOnceOneWinsAndNoneIsHarmed() throws Exception {
    int copying = 4;
    ExecutorService threads = Executors.newFixedThreadPool(copying);
    try (Services services = Services.open(home)) {
      RegisteredModels models = new RegisteredModels(services);
      ArtifactReader export =
          models.export(models.version(ModelReference.registered("words@champion")));
      for (int round = 0; round < 20; round++) {
        Path place = folder.resolve("round" + round);
        CyclicBarrier together = new CyclicBarrier(copying);
        List<Future<Boolean>> results = new ArrayList<>();
        for (int index = 0; index < copying; index++) {
          results.add(
              threads.submit(
                  () -> {
                    together.await();
                    return new PulledModel(export, place).pull();
                  }));
        }
        int winners = 0;
        for (Future<Boolean> result : results) {
          winners += result.get() ? 1 : 0;
        }
        assertThat(winners).isOne();
        assertThat(new PulledModel(export, place).pull()).as("all of it is there").isFalse();
      }
      assertThat(beside()).noneMatch(name -> name.contains("partial"));
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void whatIsNotRegisteredIsToldApart() {
    assertThat(refusal("words@gone")).contains("MODEL_MISSING", "models:/words@gone");
    assertThat(refusal("words/3"))
        .contains("MODEL_MISSING", "Of words there are the versions 1, 2; ");
    assertThat(refusal("words")).contains("COMMAND_LINE_INVALID", "NAME@champion");
  }

  private JsonNode pull(String model) throws IOException {
    return CommandRun.done(
            "models", "pull", model, target.toString(), "--json", "--home", home.toString())
        .lastLine();
  }

  private String refusal(String model) {
    return CommandRun.refusal(
        "models", "pull", model, target.toString(), "--home", home.toString());
  }

  private Path export(String content) throws IOException {
    Path export = folder.resolve(content);
    Files.createDirectories(export.resolve("onnx"));
    Files.writeString(export.resolve("onnx/model.onnx"), content);
    Files.writeString(export.resolve("config.json"), "{}");
    return export;
  }

  private List<String> beside() throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).toList();
    }
  }
}
