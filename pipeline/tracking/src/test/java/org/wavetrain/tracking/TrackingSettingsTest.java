package org.wavetrain.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.failure.UserFailure;

final class TrackingSettingsTest {
  @Test
  void settingsComeFromMlflowsVariables() {
    TrackingSettings settings =
        TrackingSettings.fromEnvironment(
            Map.of(
                "MLFLOW_TRACKING_URI", "https://mlflow.example/team/",
                "MLFLOW_TRACKING_USERNAME", "somebody",
                "MLFLOW_TRACKING_PASSWORD", "secret",
                "MLFLOW_TRACKING_TOKEN", " "));

    assertThat(settings.address()).isEqualTo(URI.create("https://mlflow.example/team/"));
    assertThat(settings.host()).isEqualTo("https://mlflow.example/team");
    assertThat(settings.username()).contains("somebody");
    assertThat(settings.password()).contains("secret");
    assertThat(settings.token()).isEmpty();
    assertThat(settings.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "databricks", "sqlite:///mlflow.db", "file:/tmp", "http://", "ht tp"})
  void anAddressThatIsNotHttpIsRefused(String address) {
    assertThatThrownBy(
            () -> TrackingSettings.fromEnvironment(Map.of("MLFLOW_TRACKING_URI", address)))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(TrackingError.TRACKING_URI_INVALID))
        .hasMessageContaining("\"" + address + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://anna:secret@127.0.0.1:5000",
        "https://anna:secret#1@127.0.0.1:5000",
        "anna:secret@127.0.0.1:5000",
        "databricks://anna:secret@127.0.0.1",
        "http://127.0.0.1:5000/?token=secret"
      })
  void aPasswordInTheAddressIsRefusedAndNotRepeated(String address) {
    assertThatThrownBy(
            () -> TrackingSettings.fromEnvironment(Map.of("MLFLOW_TRACKING_URI", address)))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining("has a user or a query in it")
        .hasMessageNotContaining("secret");
  }
}
