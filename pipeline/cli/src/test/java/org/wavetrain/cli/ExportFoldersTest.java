package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactDraft;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Provenance;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class ExportFoldersTest {
  private static final ArtifactKey KEY = new ArtifactKey("export", new Sha256("a".repeat(64)));

  @TempDir private Path home;
  private Services services;
  private ExportFolders folders;

  @BeforeEach
  void openStore() throws IOException {
    services = Services.open(home);
    folders = new ExportFolders(home, services.store());
  }

  @AfterEach
  void closeStore() {
    services.close();
  }

  @Test
  void anExportIsFetchedOnce() throws IOException {
    publish("one");

    Path fetched = folders.fetch(KEY);
    Files.writeString(fetched.resolve("mark"), "");

    assertThat(fetched.resolve("onnx/model.onnx")).hasContent("one");
    assertThat(folders.fetch(KEY)).isEqualTo(fetched);
    assertThat(fetched.resolve("mark")).exists();
    assertThat(contents()).containsExactly(fetched);
  }

  @Test
  void aCopyMayBeReadByWhomTheUmaskLets() throws IOException {
    publish("one");
    Path usual = Files.createDirectory(home.resolve("usual"));
    assertThat(Files.getPosixFilePermissions(folders.fetch(KEY)))
        .isEqualTo(Files.getPosixFilePermissions(usual));
  }

  @Test
  void anExportThatWasMadeAnewIsFetchedAnew() throws IOException {
    publish("one");
    Path first = folders.fetch(KEY);
    Files.delete(home.resolve("s3/wavetrain/artifacts/" + KEY + "/manifest.json"));
    publish("two");

    Path second = folders.fetch(KEY);

    assertThat(second).isNotEqualTo(first);
    assertThat(second.resolve("onnx/model.onnx")).hasContent("two");
  }

  @Test
  void anExportWithAnotherCardIsFetchedToo() throws IOException {
    publish("one", "of yesterday");
    Path first = folders.fetch(KEY);
    Files.delete(home.resolve("s3/wavetrain/artifacts/" + KEY + "/manifest.json"));
    publish("one", "of today");

    assertThat(folders.fetch(KEY).resolve("README.md")).hasContent("of today");
    assertThat(first.resolve("README.md")).hasContent("of yesterday");
  }

  @Test
  void severalMayFetchTheSameAtOnce() throws Exception {
    publish("one");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Path>> fetched =
          Stream.generate(() -> threads.submit(() -> folders.fetch(KEY))).limit(4).toList();
      for (Future<Path> path : fetched) {
        assertThat(path.get().resolve("onnx/model.onnx")).hasContent("one");
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(contents()).hasSize(1);
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "other bytes in a cached copy of an export",
      outcome = "noticed by its digest, and fetched again")
  void aCopyThatWasDamagedIsFetchedAgain() throws IOException {
    publish("one");
    Path model = folders.fetch(KEY).resolve("onnx/model.onnx");
    Files.writeString(model, "eno");

    assertThat(folders.fetch(KEY).resolve("onnx/model.onnx")).isEqualTo(model).hasContent("one");
    assertThat(contents()).hasSize(1);
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "a file that is missing from a cached copy of an export",
      outcome = "fetched again")
  void aCopyThatLacksAFileIsFetchedAgain() throws IOException {
    publish("one");
    Path model = folders.fetch(KEY).resolve("onnx/model.onnx");
    Files.delete(model);

    assertThat(folders.fetch(KEY).resolve("onnx/model.onnx")).hasContent("one");
  }

  @Test
  void whatAKilledProcessLeftIsRemovedAfterADay() throws IOException {
    publish("one");
    Path old = Files.createDirectories(home.resolve("exports/partial-1"));
    Path recent = Files.createDirectories(home.resolve("exports/partial-2"));
    Files.writeString(old.resolve("file"), "");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

    Path fetched = folders.fetch(KEY);

    assertThat(contents()).containsExactlyInAnyOrder(fetched, recent);
  }

  private void publish(String content) throws IOException {
    publish(content, "");
  }

  private void publish(String content, String card) throws IOException {
    ArtifactDraft draft = services.store().draft(KEY);
    draft.put("onnx/model.onnx", content.getBytes(UTF_8));
    draft.putCircumstances("README.md", card.getBytes(UTF_8));
    draft.publish(new Provenance(Map.of(), "{}", 1, "1", Duration.ZERO));
  }

  private List<Path> contents() throws IOException {
    try (Stream<Path> paths = Files.list(home.resolve("exports"))) {
      return paths.toList();
    }
  }
}
