package org.wavetrain.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class ArtifactPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a/b.c/d-e",
        "..a/b..",
        "with space",
        "ä/ö",
        ".hidden",
        "100%",
        "a%20b",
        "a%zz",
        "%c3%84",
        "step: 1"
      })
  void aPathThatStaysInItsFolderIsTaken(String path) {
    assertThat(ArtifactPath.check(path)).isEqualTo(path);
    assertThat(ArtifactPath.resolve(Path.of("folder"), path))
        .isEqualTo(Path.of("folder").resolve(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/a",
        "a/",
        "a//b",
        ".",
        "..",
        "../a",
        "a/../b",
        "a/./b",
        "a\\b",
        "c:a",
        "1:a",
        "a\0b",
        "a\nb",
        "%2e%2e/a",
        "a/%2E%2e",
        "%252e%252e/a",
        "a%2f..%2fb",
        "a%5cb",
        "%2fetc",
        "a%00b",
        "file:a",
        "file:///a",
        "https://a/b"
      })
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected =
          "paths of artifacts that are absolute or have ../, %2e%2e, twice encoded ones, NUL, file: or a drive",
      outcome = "refused as ARTIFACT_PATH_UNSAFE")
  void anyOtherIsRefused(String path) {
    assertThatThrownBy(() -> ArtifactPath.check(path))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ArtifactError.ARTIFACT_PATH_UNSAFE));
  }

  static Stream<String> paths() {
    return Stream.of(
        "a".repeat(1025),
        "ä".repeat(513),
        "%" + "25".repeat(20_000) + "2e",
        "/a".repeat(1_000_000));
  }

  @ParameterizedTest
  @MethodSource("paths")
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "paths of artifacts of more than 1,024 bytes, one encoded 20,000 times over",
      outcome = "refused as ARTIFACT_PATH_UNSAFE, with its start alone in the message")
  void oneThatNoStoreCanHoldIsRefused(String path) {
    assertThatThrownBy(() -> ArtifactPath.check(path))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ArtifactError.ARTIFACT_PATH_UNSAFE);
              assertThat(failure.getMessage()).hasSizeLessThan(300);
            });
    assertThat(ArtifactPath.check("a".repeat(1024))).hasSize(1024);
  }

  @Test
  void aRelativePathHasForwardSlashes() {
    Path folder = Path.of("folder");

    assertThat(ArtifactPath.relative(folder, folder.resolve("a").resolve("b"))).isEqualTo("a/b");
  }
}
