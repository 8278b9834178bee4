package org.wavetrain.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
  private static final ServerAddress ADDRESS =
      new ServerAddress(
          "MLFLOW_TRACKING_URI",
          MachineError.DISK_FULL,
          "http://127.0.0.1:5000",
          "MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD to the user and the password");

  @Test
  void aServerMayBeMountedUnderAPath() {
    assertThat(ADDRESS.read("https://mlflow.example/team/"))
        .isEqualTo(URI.create("https://mlflow.example/team/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "databricks", "ftp://host", "localhost:5000", "http://", "http://a b"})
  void whatIsNoAddressIsRepeated(String text) {
    assertThatThrownBy(() -> ADDRESS.read(text))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining("MLFLOW_TRACKING_URI")
        .hasMessageContaining("\"" + text + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://user:S3cretPw@127.0.0.1",
        "https://user:S3cretPw#1@127.0.0.1:9",
        "ftp://user:S3cretPw@x",
        "user:S3cretPw@host:5000",
        "http:/user:S3cretPw@127.0.0.1",
        "http://user:S3cretPw with blanks@127.0.0.1:5000",
        "http://S3cretPw@127.0.0.1",
        "databricks://tok:S3cretPw@h",
        "http://127.0.0.1:9/?token=S3cretPw",
        "http://127.0.0.1:9/#S3cretPw"
      })
  void anAddressThatMayHoldAPasswordIsRefusedAndNotRepeated(String text) {
    assertThatThrownBy(() -> ADDRESS.read(text))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure ->
                assertThat(traceOf(failure) + failure.remedy())
                    .contains("MLFLOW_TRACKING_URI", "MLFLOW_TRACKING_PASSWORD")
                    .doesNotContain("S3cret"));
  }

  private static String traceOf(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
