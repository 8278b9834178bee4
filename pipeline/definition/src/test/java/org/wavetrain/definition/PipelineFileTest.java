package org.wavetrain.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wavetrain.definition.SmallPipeline.SOUND;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

/** What a sound file says, and files that are none. */
class PipelineFileTest {
  @TempDir private Path folder;
  private SmallPipeline files;

  @BeforeEach
  void makeFiles() {
    files = new SmallPipeline(folder);
  }

  @Test
  void aSoundFileIsReadWithDefaultsAndInRunningOrder() throws Exception {
    Pipeline pipeline = files.read(SOUND);

    assertThat(pipeline.name()).isEqualTo("commands");
    assertThat(pipeline.seed()).isEqualTo(7);
    assertThat(pipeline.sources())
        .containsExactly(
            new Source("commands", folder.resolve("corpora/commands"), "auto"),
            new Source("emotions", Path.of("/state/emotions"), "ravdess"));
    assertThat(pipeline.stages())
        .extracting(PlannedStage::name)
        .containsExactly("ingest", "augment", "finetune", "evaluate", "small");
    PlannedStage finetune = pipeline.find("finetune").orElseThrow();
    assertThat(finetune.inputs()).isEqualTo(Map.of("corpus", List.of("ingest", "augment")));
    assertThat(finetune.parameters().number("learning_rate")).isEqualTo(1.0);
    assertThat(finetune.parameters().integers("exits")).containsExactly(2L, 4L);
    assertThat(finetune.parameters().text("schedule")).isEqualTo("linear");
    assertThat(pipeline.registration())
        .contains(
            new Registration(
                "commands", "small", "evaluate", "wer", Registration.Better.LOWER, Gates.NONE));
  }

  @Test
  void aStageKnowsWhatItNeedsAndWhatNeedsIt() throws Exception {
    Pipeline pipeline = files.read(SOUND);

    assertThat(pipeline.upstreamOf("evaluate")).containsExactly("ingest", "augment", "finetune");
    assertThat(pipeline.downstreamOf("augment")).containsExactly("finetune", "evaluate", "small");
    assertThat(pipeline.downstreamOf("evaluate")).isEmpty();
  }

  @Test
  void optionsWinOverTheFile() throws Exception {
    Pipeline pipeline =
        files.read(
            SOUND,
            "finetune.learning_rate=1e-4",
            "finetune.exits=[1]",
            "augment.note=12",
            "small.target=on");

    Parameters finetune = pipeline.find("finetune").orElseThrow().parameters();
    assertThat(finetune.number("learning_rate")).isEqualTo(1e-4);
    assertThat(finetune.integers("exits")).containsExactly(1L);
    assertThat(pipeline.find("augment").orElseThrow().parameters().text("note")).isEqualTo("12");
  }

  @Test
  void anOptionWithoutAValueTakesBackWhatTheFileSays() throws Exception {
    Pipeline pipeline = files.read(SOUND, "finetune.learning_rate=", "finetune.exits=");

    Parameters finetune = pipeline.find("finetune").orElseThrow().parameters();
    assertThat(finetune.number("learning_rate")).isEqualTo(1e-4);
    assertThat(finetune.integers("exits")).containsExactly(4L);
    assertThatThrownBy(() -> files.read(SOUND, "finetune.learning_rate= ", "finetune.exist="))
        .hasMessageContaining("exist");
  }

  @Test
  void anOptionWithoutAStageIsRefused() {
    assertThatThrownBy(() -> ParameterOverride.parse("learning_rate=1"))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining("--set learning_rate=1");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a pipeline file that is not YAML",
      outcome = "refused with the line and column")
  void textThatIsNotYamlIsNamedWithItsPlace() {
    List<Problem> problems = files.problems("name: x\nstages: [1, 2\n");

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).position()).isPresent();
    assertThat(problems.get(0).message()).startsWith("This is not YAML:");
  }

  @Test
  @Fault(area = FaultArea.HOSTILE_INPUT, injected = "an empty pipeline file", outcome = "refused")
  void anEmptyFileIsNotAPipeline() {
    assertThat(files.problems("")).singleElement().asString().startsWith("1:1: It is empty.");
  }

  @Test
  void aPipelineHasAStage() {
    assertThat(files.problems("name: nothing\nstages: {}\n"))
        .extracting(Problem::toString)
        .anySatisfy(problem -> assertThat(problem).startsWith("2:9: The pipeline has no stage."));
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path file = folder.resolve("absent.yaml");

    assertThatThrownBy(() -> PipelineFile.read(file, Overrides.NONE, SmallPipeline.surroundings()))
        .isInstanceOf(UserFailure.class)
        .hasMessage("The pipeline file " + file + " does not exist.");
  }
}
