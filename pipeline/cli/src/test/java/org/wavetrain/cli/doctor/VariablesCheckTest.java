package org.wavetrain.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VariablesCheckTest {
  private static final Path ROOT = Path.of("..", "..");

  /** Within quotes, after a dollar or before an equals sign, as variables are written. */
  private static final Pattern VARIABLE = Pattern.compile("WAVETRAIN_[A-Z0-9_]*[A-Z0-9](?![A-Z_])");

  private static final Pattern SOURCE = Pattern.compile("[^.]+|.*\\.(java|py|sh|ya?ml|conf)");

  /** Of tests of the project alone, or the beginning of others. */
  private static final List<String> NOT_READ =
      List.of(
          "WAVETRAIN_AIRFLOW",
          "WAVETRAIN_GIVEN_HOME",
          "WAVETRAIN_PAGES",
          "WAVETRAIN_SAMPLE_HOME",
          "WAVETRAIN_TEST_AIRFLOW_VIEWER",
          "WAVETRAIN_TEST_MLFLOW_URL");

  @Test
  void itKnowsTheVariablesThatAreReadSomewhereAndNoOthers() throws IOException {
    TreeSet<String> found = new TreeSet<>();
    for (String folder : List.of("pipeline", "stages", "dags", "infra", ".ci", "wavetrain")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        for (Path file : files.filter(VariablesCheckTest::isRead).toList()) {
          Matcher matcher = VARIABLE.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
          while (matcher.find()) {
            found.add(matcher.group());
          }
        }
      }
    }
    found.removeAll(NOT_READ);
    assertThat(found).isEqualTo(new TreeSet<>(VariablesCheck.KNOWN));
  }

  @Test
  void variablesOfOtherProgramsThatThisOneReadsAreNamedWithoutTheirValues() {
    assertThat(
            VariablesCheck.of(
                    Map.of(
                        "MLFLOW_TRACKING_URI",
                        "http://127.0.0.1:5000",
                        "MLFLOW_TRACKING_PASSWORD",
                        "secret",
                        "WAVETRAIN_WORK",
                        "/tmp",
                        "PATH",
                        "/bin"))
                .sentence())
        .isEqualTo(
            "Of the variables that the program reads, these are set: MLFLOW_TRACKING_PASSWORD,"
                + " MLFLOW_TRACKING_URI, WAVETRAIN_WORK.");
  }

  private static boolean isRead(Path file) {
    String path = file.toString();
    return Files.isRegularFile(file)
        && SOURCE.matcher(file.getFileName().toString()).matches()
        && !path.endsWith("VariablesCheck.java")
        && !path.contains("/target/")
        && !path.contains("/test/")
        && !path.contains("/tests/");
  }
}
