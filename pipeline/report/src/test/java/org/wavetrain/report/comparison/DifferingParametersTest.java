package org.wavetrain.report.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wavetrain.artifacts.Manifest;

class DifferingParametersTest {
  private static Manifest manifest(String kind, String parameters, long seed) {
    return SampleResults.manifest(kind, "", "corpus", parameters, seed);
  }

  @Test
  void onlyWhatDiffersIsNamed() throws IOException {
    DifferingParameters differing =
        DifferingParameters.of(
            List.of(
                Map.of("finetune", manifest("finetune", "{\"steps\":1,\"layers\":4}", 1)),
                Map.of("finetune", manifest("finetune", "{\"steps\":2,\"layers\":4}", 1))));

    assertThat(differing.names()).containsExactly("finetune.steps");
    assertThat(differing.values())
        .containsExactly(Map.of("finetune.steps", "1"), Map.of("finetune.steps", "2"));
  }

  @Test
  void numbersAreWrittenAsPeopleWriteThem() throws IOException {
    DifferingParameters differing =
        DifferingParameters.of(
            List.of(
                Map.of(
                    "finetune",
                    manifest("finetune", "{\"learning_rate\":3.0000000000000003E-4}", 1)),
                Map.of("finetune", manifest("finetune", "{\"learning_rate\":0.5}", 1))));

    assertThat(differing.values().get(0)).containsEntry("finetune.learning_rate", "0.0003");
  }

  @Test
  void aRunThatHasNotComeToAStageDiffersNot() throws IOException {
    DifferingParameters differing =
        DifferingParameters.of(
            List.of(Map.of("finetune", manifest("finetune", "{\"steps\":1}", 1)), Map.of()));

    assertThat(differing.names()).isEmpty();
  }

  @Test
  void aSeedOfTheWholeRunIsNamedOnce() throws IOException {
    DifferingParameters differing =
        DifferingParameters.of(
            List.of(
                Map.of("a", manifest("ingest", "{}", 1), "b", manifest("finetune", "{}", 1)),
                Map.of("a", manifest("ingest", "{}", 2), "b", manifest("finetune", "{}", 2))));

    assertThat(differing.names()).containsExactly("seed");
  }
}
