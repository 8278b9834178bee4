package org.wavetrain.definition;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.CanonicalJson;
import org.wavetrain.artifacts.Sha256;

/** Addresses of artifacts, from what makes them. */
public final class ArtifactKeys {
  private ArtifactKeys() {}

  /**
   * The key of a stage's artifact.
   *
   * @param inputs by input name, the content digests of the artifacts behind it and the {@link
   *     SourceDigest}s of the folders, in the order of the pipeline file; inputs without any do not
   *     count
   */
  public static ArtifactKey keyOf(
      StageDescriptor stage, Parameters parameters, long seed, Map<String, List<Sha256>> inputs) {
    Map<String, List<Sha256>> given = new HashMap<>(inputs);
    given.values().removeIf(List::isEmpty);
    String making =
        CanonicalJson.of(
            Map.of(
                "stage", stage.kind(),
                "codeVersion", stage.codeVersion(),
                "parameters", parameters.asMap(),
                "seed", seed,
                "inputs", given));
    return new ArtifactKey(stage.kind(), Sha256.of(making));
  }
}
