package org.wavetrain.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.ErrorCode;
import org.wavetrain.failure.UserFailure;

/** What stages would refuse is told where it is written. */
class RefusalsTest {
  private static final String PIPELINE =
      """
      name: commands
      sources: {commands: {path: x}}
      stages:
        ingest: {inputs: {recordings: commands}}
        finetune:
          inputs: {corpus: ingest}
          parameters: {schedule: cosine, learning_rate: 1}
      """;

  private enum Trouble implements ErrorCode {
    TOO_FAST
  }

  @TempDir private Path folder;

  @Test
  void theParameterThatIsLikeliestToBeWrongIsPointedAt() throws Exception {
    assertThat(problems(refusing("exits", "learning_rate", "schedule")))
        .containsExactly("7:51: stage finetune would fail: TOO_FAST: It is too fast. Slow down.");
  }

  @Test
  void anOptionIsToBlameBeforeTheFile() throws Exception {
    assertThat(
            problems(
                refusing("learning_rate", "exits"),
                "finetune.exits=[2]",
                "finetune.exits=[3]",
                "finetune.schedule=linear"))
        .containsExactly(
            "--set finetune.exits=[3]: stage finetune would fail: TOO_FAST: It is too fast."
                + " Slow down.");
  }

  @Test
  void withoutAWordOfItTheStageIsPointedAt() throws Exception {
    assertThat(problems(refusing("exits"))).singleElement().asString().startsWith("5:3: ");
  }

  @Test
  void stagesAreAskedOnceThePipelineIsSoundInForm() throws Exception {
    assertThat(problems(refusing("exits"), "finetune.exits=none"))
        .singleElement()
        .asString()
        .startsWith("--set finetune.exits=none: exits is \"none\", not a list.");
  }

  private static PipelineCheck refusing(String... parameters) {
    return pipeline ->
        Map.of(
            "finetune",
            List.of(
                new ParameterProblem(
                    List.of(parameters),
                    new UserFailure(Trouble.TOO_FAST, "It is too fast.", "Slow down."))));
  }

  private List<String> problems(PipelineCheck check, String... overrides) throws Exception {
    Path file = Files.writeString(folder.resolve("pipeline.yaml"), PIPELINE);
    Surroundings usual = SmallPipeline.surroundings();
    PipelineProblems failure =
        catchThrowableOfType(
            PipelineProblems.class,
            () ->
                PipelineFile.read(
                    file,
                    new Overrides(
                        Stream.of(overrides).map(ParameterOverride::parse).toList(), List.of()),
                    new Surroundings(
                        usual.variables(),
                        usual.kinds(),
                        usual.layouts(),
                        usual.mayBeMissing(),
                        usual.today(),
                        check)));
    assertThat(failure).isNotNull();
    return failure.problems().stream().map(Problem::toString).toList();
  }
}
