package org.wavetrain.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.failure.UserFailure;

class WorkDirectoryTest {
  private static final ArtifactKey KEY = new ArtifactKey("ingest", Sha256.of("key"));

  @Test
  void whatAKilledProcessLeftIsRemoved(@TempDir Path root) throws Exception {
    Map<String, String> environment = Map.of(WorkDirectory.ROOT_VARIABLE, root.toString());
    try (WorkDirectory example = WorkDirectory.create(environment, KEY)) {
      Path killed =
          example.path().getParent().resolveSibling(example.path().getParent().getFileName() + "0");
      Files.createDirectories(killed.resolve("files/deep"));
      Files.createFile(killed.resolve("files/deep/file"));
      Files.createFile(killed.resolve("lock"));
    }

    try (WorkDirectory work = WorkDirectory.create(environment, KEY)) {
      assertThat(work.path()).isEmptyDirectory();
      Files.createFile(work.path().resolve("file"));
    }

    assertThat(root).isEmptyDirectory();
  }

  @Test
  void theFolderOfOneThatIsAliveStays(@TempDir Path root) throws Exception {
    Map<String, String> environment = Map.of(WorkDirectory.ROOT_VARIABLE, root.toString());
    try (WorkDirectory alive = WorkDirectory.create(environment, KEY)) {
      Files.createFile(alive.path().resolve("file"));

      WorkDirectory.create(environment, KEY).close();

      assertThat(alive.path().resolve("file")).exists();
    }
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void aFolderThatCannotBeWrittenToIsNamedBeforeAnyWork(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(
            () ->
                WorkDirectory.require(
                    Map.of(WorkDirectory.ROOT_VARIABLE, file.resolve("work").toString())))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StageError.WORK_FOLDER_UNWRITABLE))
        .hasMessageContaining(file.resolve("work").toString());
  }

  @Test
  void aFolderThatCanBeWrittenToIsLeftEmpty(@TempDir Path folder) throws Exception {
    WorkDirectory.require(Map.of(WorkDirectory.ROOT_VARIABLE, folder.resolve("work").toString()));

    assertThat(folder.resolve("work")).isEmptyDirectory();
  }
}
