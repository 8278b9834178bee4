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
    WorkDirectory killed = WorkDirectory.create(environment, KEY);
    Files.createDirectories(killed.path().resolve("deep/deeper"));
    Files.createFile(killed.path().resolve("deep/deeper/file"));

    try (WorkDirectory work = WorkDirectory.create(environment, KEY)) {
      assertThat(work.path()).isEmptyDirectory();
      Files.createFile(work.path().resolve("file"));
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
