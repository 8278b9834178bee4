package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Provenance;
import org.wavetrain.definition.Orchestration;
import org.wavetrain.definition.ParameterProblem;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.runner.DigestMemory;
import org.wavetrain.local.runner.Planner;
import org.wavetrain.local.runner.StageSelection;
import org.wavetrain.stage.Stage;
import org.wavetrain.stage.StageContext;

/** What stages would refuse is refused before the first of them starts. */
class StageRefusalsTest {
  @TempDir private Path folder;

  @BeforeAll
  static void installFromTheCheckout() {
    CommandRun.installFromTheCheckout();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plan", "run", "quickstart"})
  void everyCommandTellsAllProblemsOfAllStages(String command) {
    List<String> arguments =
        new ArrayList<>(List.of(command, "--home", folder.resolve("home").toString()));
    if (command.equals("run")) {
      arguments.addAll(List.of("quickstart"));
      arguments.addAll(List.of("--source", "commands=" + folder));
      arguments.addAll(List.of("--source", "emotions=" + folder));
    }
    for (String setting :
        List.of(
            "ingest.allowed_characters=[",
            "augment.gain_db=[3, 1]",
            "pretrain.feature_penalty_weight=1",
            "finetune.exits=[2, 9]",
            "finetune.epochs=2",
            "classify.schedule_power=2",
            "classify.precision=tf32",
            "evaluate.device=cuda")) {
      arguments.addAll(List.of("--set", setting));
    }

    assertThat(CommandRun.refusal(arguments.toArray(String[]::new)))
        .startsWith("wavetrain: PIPELINE_INVALID: The pipeline has 8 problems.")
        .contains(
            "--set ingest.allowed_characters=[: stage ingest would fail: INGEST_CHARACTERS_INVALID",
            "--set augment.gain_db=[3, 1]: stage augment would fail: AUGMENT_RANGE_INVALID",
            "--set pretrain.feature_penalty_weight=1: stage pretrain would fail:"
                + " TRAINING_PARAMETERS_CONTRADICT",
            "--set finetune.epochs=2: stage finetune would fail: TRAINING_PARAMETERS_CONTRADICT:"
                + " Both steps 1300 and epochs 2.0",
            "--set classify.schedule_power=2: stage classify would fail:",
            "--set classify.precision=tf32: stage classify would fail: PRECISION_UNSUPPORTED",
            "--set evaluate.device=cuda: stage evaluate would fail: DEVICE_MISSING");
    assertThat(folder.resolve("home/corpora")).doesNotExist();
    assertThat(folder.resolve("home/s3")).doesNotExist();
  }

  @Test
  void aPlaceInTheFileIsNamed() throws Exception {
    Path file = folder.resolve("mine.yaml");
    Files.createDirectory(folder.resolve("recordings"));
    Files.writeString(
        file,
        """
        name: mine
        sources: {recordings: {path: recordings}}
        stages:
          ingest: {inputs: {recordings: recordings}}
          finetune:
            inputs: {corpus: ingest}
            parameters: {size: base, exits: [2, 9], device: cuda}
        """);

    assertThat(CommandRun.refusal("plan", file.toString(), "--home", folder.toString()))
        .contains("mine.yaml:7:37: stage finetune would fail: TRAINING_PARAMETERS_CONTRADICT: The")
        .contains("mine.yaml:7:53: stage finetune would fail: DEVICE_MISSING");
  }

  @Test
  void whatThisMachineLacksDoesNotKeepStagesFromRunningThatAreLeftToAnother() {
    String home = folder.resolve("home").toString();
    String[] plan = {"plan", "--until", "augment", "--home", home, "--set", "finetune.device=cuda"};
    assertThat(CommandRun.done(plan).out()).contains("left out");

    String[] graph = {"plan", "--format", "json", "--home", home, "--set", "finetune.device=cuda"};
    assertThat(CommandRun.done(graph).out()).contains("\"device\" : \"cuda\"");

    plan[6] = "finetune.exits=[2, 9]";
    assertThat(CommandRun.refusal(plan)).contains("TRAINING_PARAMETERS_CONTRADICT");
  }

  @Test
  void whatAnotherMachineMadeIsUsedWithoutWhatItNeeded() throws Exception {
    Path home = folder.resolve("home");
    PlannedStage planned =
        new PlannedStage(
            "elsewhere", new Elsewhere().descriptor(), Map.of(), new Parameters(Map.of()));
    Pipeline pipeline =
        new Pipeline(
            "p",
            Optional.empty(),
            1,
            List.of(),
            List.of(planned),
            Optional.empty(),
            List.of(),
            Orchestration.DEFAULT);
    StageKinds kinds = new StageKinds(List.of(new Elsewhere()));
    StageRefusals refusals = new StageRefusals(kinds, home, StageSelection.all());

    assertThat(refusals.problems(pipeline)).containsOnlyKeys("elsewhere");
    assertThat(home).doesNotExist();
    try (Services services = Services.open(home)) {
      ArtifactKey key =
          new Planner(services.store(), kinds.stages(), new DigestMemory(home))
              .forecast(pipeline, StageSelection.all())
              .stages()
              .get(0)
              .key()
              .orElseThrow();
      services.store().draft(key).publish(new Provenance(Map.of(), "{}", 1, "1", Duration.ZERO));
    }
    assertThat(refusals.problems(pipeline)).isEmpty();
    StageSelection again =
        new StageSelection(
            Optional.empty(), Optional.empty(), Optional.empty(), Set.of("elsewhere"));
    assertThat(new StageRefusals(kinds, home, again).problems(pipeline)).hasSize(1);
  }

  /** A stage that runs on other machines only. */
  private static final class Elsewhere implements Stage {
    @Override
    public StageDescriptor descriptor() {
      return new StageDescriptor("elsewhere", "1", "For a test.", List.of(), List.of(), 256);
    }

    @Override
    public List<ParameterProblem> unsupportedHere(Parameters parameters) {
      return List.of(
          new ParameterProblem(
              List.of(),
              new UserFailure(CommandError.COMMAND_LINE_INVALID, "Not here.", "Go elsewhere.")));
    }

    @Override
    public void run(StageContext context) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Duration roughEstimate(Parameters parameters) {
      return Duration.ZERO;
    }
  }
}
