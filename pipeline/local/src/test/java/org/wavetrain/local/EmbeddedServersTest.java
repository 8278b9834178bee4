package org.wavetrain.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.tracking.Tracking;

final class EmbeddedServersTest {
  @TempDir private Path folder;

  @Test
  void everythingIsStartedWhenNothingIsConfigured() {
    Path home = folder.resolve("home");
    try (EmbeddedServers servers = EmbeddedServers.start(home, Map.of("PATH", "/bin"))) {
      Map<String, String> environment = servers.environment();
      assertThat(environment)
          .containsKeys("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "PATH")
          .containsEntry("WAVETRAIN_S3_BUCKET", "wavetrain");
      assertThat(environment.get("WAVETRAIN_S3_ENDPOINT")).startsWith("http://127.0.0.1:");
      try (Tracking tracking =
          Tracking.connect(URI.create(environment.get("MLFLOW_TRACKING_URI")))) {
        assertThat(tracking.experiment("quickstart")).isEqualTo("1");
      }
      assertThat(home.resolve("s3/wavetrain")).isDirectory();
      assertThat(home.resolve("tracking.db")).isRegularFile();
    }
  }

  @Test
  void credentialsStayTheSame() {
    assertThat(secretOf(folder)).isEqualTo(secretOf(folder)).hasSizeGreaterThan(30);
  }

  @Test
  void whatIsConfiguredIsNotStarted() {
    Map<String, String> configured =
        Map.of(
            "WAVETRAIN_S3_ENDPOINT", "http://store:9000",
            "WAVETRAIN_S3_BUCKET", "models",
            "MLFLOW_TRACKING_URI", "http://mlflow:5000");
    try (EmbeddedServers servers = EmbeddedServers.start(folder, configured)) {
      assertThat(servers.environment()).isEqualTo(configured);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theObjectStoreStartsAloneForWhoNeedsNoMore() {
    try (EmbeddedServers servers = EmbeddedServers.startStorage(folder, Map.of())) {
      assertThat(servers.environment())
          .containsKey("WAVETRAIN_S3_ENDPOINT")
          .doesNotContainKey("MLFLOW_TRACKING_URI");
      assertThat(folder.resolve("s3/wavetrain")).isDirectory();
      assertThat(folder.resolve("tracking.db")).doesNotExist();
    }
  }

  @Test
  void aBucketAloneNamesARealStore() {
    Map<String, String> configured = Map.of("WAVETRAIN_S3_BUCKET", "models");
    try (EmbeddedServers servers = EmbeddedServers.start(folder, configured)) {
      assertThat(servers.environment()).doesNotContainKey("WAVETRAIN_S3_ENDPOINT");
    }
    assertThat(folder.resolve("s3")).doesNotExist();
  }

  @Test
  void credentialsWithoutABucketAreNotUsed() {
    Map<String, String> ambient =
        Map.of(
            "AWS_ACCESS_KEY_ID", "theirs",
            "AWS_SECRET_ACCESS_KEY", "secret",
            "AWS_SESSION_TOKEN", "token");
    try (EmbeddedServers servers = EmbeddedServers.start(folder, ambient)) {
      assertThat(servers.environment())
          .containsKey("WAVETRAIN_S3_ENDPOINT")
          .containsEntry("AWS_SESSION_TOKEN", "");
      assertThat(servers.environment().get("AWS_ACCESS_KEY_ID")).isNotEqualTo("theirs");
    }
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "a home that is a file",
      outcome = "HOME_UNUSABLE names it")
  void aHomeThatIsAFileIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> EmbeddedServers.start(file, Map.of()))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(EmbeddedServerError.HOME_UNUSABLE))
        .hasMessageContaining(file.toString());
  }

  private static String secretOf(Path home) {
    try (EmbeddedServers servers = EmbeddedServers.start(home, Map.of())) {
      return servers.environment().get("AWS_SECRET_ACCESS_KEY");
    }
  }
}
