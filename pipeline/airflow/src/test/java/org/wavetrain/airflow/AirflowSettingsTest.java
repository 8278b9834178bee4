package org.wavetrain.airflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wavetrain.failure.UserFailure;

class AirflowSettingsTest {
  @Test
  void anAddressWithAUserAndAPasswordIsEnough() {
    AirflowSettings settings =
        AirflowSettings.fromEnvironment(
            Map.of(
                "WAVETRAIN_AIRFLOW_URL", "https://airflow.example.org/team/",
                "WAVETRAIN_AIRFLOW_USERNAME", "trainer",
                "WAVETRAIN_AIRFLOW_PASSWORD", "secret"));

    assertThat(settings.base()).isEqualTo("https://airflow.example.org/team");
    assertThat(settings.username()).contains("trainer");
  }

  @Test
  void secretsAreNotShown() {
    AirflowSettings settings =
        AirflowSettings.fromEnvironment(
            Map.of(
                "WAVETRAIN_AIRFLOW_URL", "http://127.0.0.1:8080",
                "WAVETRAIN_AIRFLOW_TOKEN", "secret"));

    assertThat(settings.toString()).contains("127.0.0.1").doesNotContain("secret");
  }

  @Test
  void anAddressThatIsNoneIsRepeated() {
    assertThatThrownBy(
            () -> AirflowSettings.fromEnvironment(Map.of("WAVETRAIN_AIRFLOW_URL", "airflow:8080")))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(AirflowError.AIRFLOW_ADDRESS_INVALID))
        .hasMessageContaining("airflow:8080");
  }

  @Test
  void aUserWithoutAPasswordCannotSignIn() {
    assertThatThrownBy(
            () ->
                AirflowSettings.fromEnvironment(
                    Map.of(
                        "WAVETRAIN_AIRFLOW_URL", "http://127.0.0.1:8080",
                        "WAVETRAIN_AIRFLOW_USERNAME", "trainer")))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure ->
                assertThat(failure.code()).isEqualTo(AirflowError.AIRFLOW_CREDENTIALS_MISSING));
  }

  @Test
  void aPasswordInTheAddressIsRefusedAndNotRepeated() {
    String address = "http://anna:secret@127.0.0.1:5000";
    assertThatThrownBy(
            () -> AirflowSettings.fromEnvironment(Map.of("WAVETRAIN_AIRFLOW_URL", address)))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining("has a user or a query in it")
        .hasMessageNotContaining("secret");
  }
}
