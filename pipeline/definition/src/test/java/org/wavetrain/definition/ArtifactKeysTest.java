package org.wavetrain.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Sha256;

class ArtifactKeysTest {
  private static final Parameters PARAMETERS =
      new Parameters(Map.of("learning_rate", 1e-4, "schedule", "linear"));
  private static final Map<String, List<Sha256>> INPUTS =
      Map.of("corpus", List.of(Sha256.of("one"), Sha256.of("two")));

  @Test
  void theSameMakingHasTheSameKeyForEver() {
    assertThat(key(PARAMETERS, 1, INPUTS))
        .hasToString(
            "finetune/"
                + Sha256.of(
                    "{\"codeVersion\":\"1\",\"inputs\":{\"corpus\":[\""
                        + Sha256.of("one")
                        + "\",\""
                        + Sha256.of("two")
                        + "\"]},\"parameters\":{\"learning_rate\":1.0E-4,\"schedule\":\"linear\"},"
                        + "\"seed\":1,\"stage\":\"finetune\"}"));
  }

  @Test
  void anythingThatMakesTheArtifactChangesItsKey() {
    assertThat(
            List.of(
                key(PARAMETERS, 1, INPUTS),
                key(PARAMETERS, 2, INPUTS),
                key(new Parameters(Map.of("learning_rate", 2e-4)), 1, INPUTS),
                key(PARAMETERS, 1, Map.of("corpus", List.of(Sha256.of("two"), Sha256.of("one")))),
                ArtifactKeys.keyOf(Kinds.EVALUATE, PARAMETERS, 1, INPUTS)))
        .doesNotHaveDuplicates();
  }

  @Test
  void anInputWithoutArtifactsDoesNotCount() {
    assertThat(key(PARAMETERS, 1, Map.of("corpus", INPUTS.get("corpus"), "start", List.of())))
        .isEqualTo(key(PARAMETERS, 1, INPUTS));
  }

  private static ArtifactKey key(
      Parameters parameters, long seed, Map<String, List<Sha256>> inputs) {
    return ArtifactKeys.keyOf(Kinds.FINETUNE, parameters, seed, inputs);
  }
}
