package org.wavetrain.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.artifacts.ObjectStoreSettings.ChecksumMode;
import org.wavetrain.artifacts.ObjectStoreSettings.Credentials;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class ObjectStoreSettingsTest {
  @Test
  void anEmptyEnvironmentGivesTheDefaults() {
    assertThat(ObjectStoreSettings.fromEnvironment(Map.of("WAVETRAIN_S3_ENDPOINT", "")))
        .isEqualTo(
            new ObjectStoreSettings(
                "wavetrain",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ChecksumMode.WHEN_SUPPORTED));
  }

  @Test
  void everyVariableCounts() {
    Map<String, String> environment =
        Map.of(
            "WAVETRAIN_S3_BUCKET", "models",
            "WAVETRAIN_S3_ENDPOINT", "http://127.0.0.1:9000",
            "WAVETRAIN_S3_CHECKSUMS", "when_required",
            "WAVETRAIN_S3_TIMEOUT_SECONDS", "5",
            "AWS_REGION", "eu-north-1",
            "AWS_ACCESS_KEY_ID", "id",
            "AWS_SECRET_ACCESS_KEY", "secret",
            "AWS_SESSION_TOKEN", "token");

    ObjectStoreSettings settings = ObjectStoreSettings.fromEnvironment(environment);

    assertThat(settings)
        .isEqualTo(
            new ObjectStoreSettings(
                "models",
                Optional.of(URI.create("http://127.0.0.1:9000")),
                Optional.of("eu-north-1"),
                Optional.of(new Credentials("id", "secret", Optional.of("token"))),
                ChecksumMode.WHEN_REQUIRED,
                Duration.ofSeconds(5)));
    assertThat(settings.toString()).doesNotContain("secret").doesNotContain("token");
  }

  @ParameterizedTest
  @CsvSource({
    "WAVETRAIN_S3_ENDPOINT, localhost:9000",
    "WAVETRAIN_S3_ENDPOINT, ftp://localhost",
    "WAVETRAIN_S3_ENDPOINT, http://a b",
    "WAVETRAIN_S3_CHECKSUMS, never",
    "WAVETRAIN_S3_TIMEOUT_SECONDS, 0"
  })
  void aValueThatMakesNoSenseIsNamed(String variable, String value) {
    assertThatThrownBy(() -> ObjectStoreSettings.fromEnvironment(Map.of(variable, value)))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining(variable)
        .hasMessageContaining(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://anna:secret@127.0.0.1:9000",
        "http://anna:x#secret@127.0.0.1",
        "anna:secret@127.0.0.1:9000",
        "http://anna:secret with blanks@127.0.0.1",
        "http://127.0.0.1:9000/?token=secret"
      })
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a password in the address of the object store, well-formed or not; a query in it",
      outcome = "refused, and the address is not repeated")
  void aPasswordInTheAddressIsRefusedAndNotRepeated(String address) {
    assertThatThrownBy(
            () -> ObjectStoreSettings.fromEnvironment(Map.of("WAVETRAIN_S3_ENDPOINT", address)))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining("has a user or a query in it")
        .hasMessageNotContaining("secret");
  }
}
