package org.wavetrain.local.runner;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.CanonicalJson;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.Orchestration;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.definition.Source;
import org.wavetrain.definition.StageDescriptor;

/** Stages, pipelines and manifests that exist on paper only. */
final class Sketches {
  private Sketches() {}

  /** A stage whose kind is its name. */
  static PlannedStage stage(String name, Map<String, ?> parameters, String... inputs) {
    return new PlannedStage(
        name,
        new StageDescriptor(name, "1", "For a test.", List.of(), List.of(), 256),
        inputs.length == 0 ? Map.of() : Map.of("input", List.of(inputs)),
        new Parameters(parameters));
  }

  static Pipeline pipeline(PlannedStage... stages) {
    return pipeline(List.of(), stages);
  }

  static Pipeline pipeline(Source source, PlannedStage... stages) {
    return pipeline(List.of(source), stages);
  }

  private static Pipeline pipeline(List<Source> sources, PlannedStage... stages) {
    return new Pipeline(
        "sketch",
        Optional.empty(),
        1,
        sources,
        Arrays.asList(stages),
        Optional.empty(),
        List.of(),
        Orchestration.DEFAULT);
  }

  /** An artifact that took a minute to make, from one input with this content. */
  static Manifest manifest(
      String kind, String codeVersion, long seed, Map<String, ?> parameters, String input) {
    return new Manifest(
        new ArtifactKey(kind, Sha256.of(kind)),
        List.of(),
        Sha256.of("content"),
        Map.of("input", List.of(Sha256.of(input))),
        CanonicalJson.of(parameters),
        seed,
        codeVersion,
        Instant.EPOCH,
        Duration.ofMinutes(1));
  }
}
