package org.wavetrain.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.failure.UserFailure;

class ArtifactPathTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "a/b.c/d-e", "..a/b..", "with space", "ä/ö", ".hidden"})
  void aPathThatStaysInItsFolderIsTaken(String path) {
    assertThat(ArtifactPath.check(path)).isEqualTo(path);
    assertThat(ArtifactPath.resolve(Path.of("folder"), path))
        .isEqualTo(Path.of("folder").resolve(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", "a\\b", "c:a", "a\0b",
        "a\nb"
      })
  void anyOtherIsRefused(String path) {
    assertThatThrownBy(() -> ArtifactPath.check(path))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ArtifactError.ARTIFACT_PATH_UNSAFE));
  }

  @Test
  void aRelativePathHasForwardSlashes() {
    Path folder = Path.of("folder");

    assertThat(ArtifactPath.relative(folder, folder.resolve("a").resolve("b"))).isEqualTo("a/b");
  }
}
