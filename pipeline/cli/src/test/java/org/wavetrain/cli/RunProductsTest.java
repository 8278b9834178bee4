package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.Gates;
import org.wavetrain.definition.Orchestration;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.definition.Registration;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.local.runner.RunResult;
import org.wavetrain.local.runner.StageOutcome;

class RunProductsTest {
  @Test
  void withoutARegistrationTheLastOfEachKindThatTookPartCounts() {
    RunProducts products =
        RunProducts.of(pipeline(Optional.empty()), result("test-a", "test-b", "out-a"));

    assertThat(products.evaluation()).contains(key("test-b"));
    assertThat(products.export()).contains(key("out-a"));
  }

  @Test
  void theRegisteredStagesCountBeforeOthers() {
    RunProducts products =
        RunProducts.of(pipeline(registration()), result("test-a", "test-b", "out-a", "out-b"));

    assertThat(products.evaluation()).contains(key("test-a"));
    assertThat(products.export()).contains(key("out-a"));
  }

  @Test
  void aRegisteredStageThatTookNoPartIsNotReplacedByAnother() {
    RunProducts products = RunProducts.of(pipeline(registration()), result("test-b", "out-b"));

    assertThat(products).isEqualTo(new RunProducts(Optional.empty(), Optional.empty()));
  }

  private static Optional<Registration> registration() {
    return Optional.of(
        new Registration("words", "out-a", "test-a", "wer", Registration.Better.LOWER, Gates.NONE));
  }

  private static Pipeline pipeline(Optional<Registration> registration) {
    return new Pipeline(
        "words",
        Optional.empty(),
        1,
        List.of(),
        List.of(
            stage("test-a", "evaluate"),
            stage("test-b", "evaluate"),
            stage("out-a", "export"),
            stage("out-b", "export")),
        registration,
        List.of(),
        Orchestration.DEFAULT);
  }

  private static PlannedStage stage(String name, String kind) {
    return new PlannedStage(
        name,
        new StageDescriptor(kind, "1", "For a test.", List.of(), List.of(), 256),
        Map.of(),
        new Parameters(Map.of()));
  }

  private static RunResult result(String... stages) {
    Map<String, StageOutcome> outcomes = new LinkedHashMap<>();
    Arrays.stream(stages)
        .forEach(stage -> outcomes.put(stage, new StageOutcome.Stopped(key(stage), Duration.ZERO)));
    return new RunResult("run", outcomes, Duration.ZERO);
  }

  private static ArtifactKey key(String stage) {
    return new ArtifactKey(stage, Sha256.of(stage));
  }
}
