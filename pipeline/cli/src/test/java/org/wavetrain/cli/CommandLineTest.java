package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wavetrain.cli.CommandRun.refusal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
  @TempDir private Path folder;

  @BeforeEach
  void installFromTheCheckout() {
    CommandRun.installFromTheCheckout();
  }

  @Test
  void anUnknownCommandGetsASuggestion() {
    assertThat(refusal("quickstrt"))
        .isEqualTo(
            "wavetrain: COMMAND_UNKNOWN: There is no command quickstrt.\n"
                + "  Did you mean quickstart?\n");
  }

  @Test
  void anUnknownOptionGetsASuggestion() {
    assertThat(refusal("run", "x.yaml", "--hom", "y"))
        .startsWith("wavetrain: OPTION_UNKNOWN: wavetrain run has no option --hom.")
        .contains("Did you mean --home?");
  }

  @Test
  void helpOfACommandIsGivenByEitherWord() throws IOException {
    assertThat(CommandRun.done("help", "runs").out())
        .isEqualTo(CommandRun.done("runs", "--help").out())
        .contains("Usage: wavetrain runs");
  }

  @Test
  void aMissingArgumentIsNamed() {
    assertThat(refusal("run")).contains("COMMAND_LINE_INVALID", "'FILE'");
  }

  @Test
  void anUnknownKindOfStageIsAnError() {
    assertThat(refusal("stages", "finetun"))
        .contains("COMMAND_LINE_INVALID", "no kind of stage called finetun", "finetune");
  }

  @Test
  void resultsDoNotGoWhereSomethingIs() throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "precious");
    assertThat(refusal("evaluate", "model", "corpus", folder.toString()))
        .contains("OUTPUT_FOLDER_IN_USE", folder.toString());
  }

  @Test
  void aFolderWithoutAModelCannotBeEvaluated() {
    assertThat(refusal("evaluate", folder.toString(), "corpus", folder.resolve("out").toString()))
        .contains("MODEL_INCOMPLETE", "config.json");
  }

  @Test
  void theClassesThatTheLauncherKeepsAreLoadedWithoutAWord() {
    assertThat(CommandRun.of("load-classes")).isEqualTo(new CommandRun(0, "", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "6",
    "depth=6",
    "layer=six",
    "layer=0",
    "entropy=low",
    "entropy=NaN",
    "entropy=-3",
    "entropy=1.5"
  })
  void anExitIsALayerOrAnEntropy(String exit) {
    assertThat(refusal("transcribe", "--exit", exit, "a.wav", "--home", folder.toString()))
        .contains("COMMAND_LINE_INVALID", "--exit is " + exit);
  }

  @Test
  void aBenchmarkOfWhatAnExportedModelCannotDoIsRefused() {
    assertThat(refusal("bench", "train", "--onnx")).contains("COMMAND_LINE_INVALID", "train");
  }

  @Test
  void aBenchmarkPrintsOneObject() {
    CommandRun run =
        CommandRun.done(
            "bench", "ctc", "--batch", "1", "--seconds", "0.5", "--steps", "1", "--json");
    assertThat(run.out())
        .startsWith("{\"peer\":\"wavetrain\",\"mode\":\"ctc\",\"size\":\"base\"")
        .contains("\"step_s\":", "\"peak_rss_mib\":");
  }

  @Test
  void noCommandAtAllIsAnError() {
    assertThat(refusal()).contains("No command was given.");
  }

  @Test
  void everyProblemOfAPipelineFileIsPrintedWithItsPlace() throws IOException {
    Path file = folder.resolve("bad.yaml");
    Files.writeString(
        file, "name: bad\nstages:\n  ingst: {}\n  finetune: {inputs: {corpus: no}}\n");

    assertThat(refusal("plan", file.toString(), "--home", folder.toString()))
        .startsWith("wavetrain: PIPELINE_INVALID: The pipeline has ")
        .contains("bad.yaml:3:", "bad.yaml:4:");
  }

  @Test
  void aBadOverrideIsRefused() {
    assertThat(refusal("plan", "--set", "finetune", "--home", folder.toString()))
        .startsWith("wavetrain: OVERRIDE_MALFORMED: ");
  }

  @Test
  void allBadOverridesAreToldAtOnce() {
    assertThat(
            refusal(
                "plan",
                "--set",
                "finetune",
                "--set",
                "seed=1",
                "--set",
                "finetune.updates=1",
                "--source",
                "torgo",
                "--date",
                "today",
                "--home",
                folder.toString()))
        .startsWith("wavetrain: OVERRIDE_MALFORMED: ")
        .contains("--set finetune does", "--set seed=1 does", "--source torgo does", "--date today")
        .doesNotContain("updates")
        .containsOnlyOnce("Write it as --set ")
        .containsOnlyOnce("Write it as --source ");
  }

  @Test
  void thePlanOfTheQuickstartIsThereBeforeAnythingElseIs() {
    assertThat(CommandRun.done("plan", "--home", folder.toString()).out())
        .contains("source commands does not exist yet", "input ingest will be made")
        .containsSubsequence("ingest", "augment", "pretrain", "finetune", "evaluate", "export")
        .contains("in all");
  }

  @Test
  void aPlanCanBeReadByPrograms() throws IOException {
    CommandRun plan = CommandRun.done("plan", "--json", "--home", folder.toString());
    assertThat(plan.out().lines().toList())
        .hasSizeGreaterThan(4)
        .allSatisfy(
            line -> assertThat(line).startsWith("{\"stage\":\"").contains("\"verdict\":\"miss\""));
    assertThat(plan.lastLine().has("seconds")).isTrue();
    assertThat(plan.error()).contains("in all");
    assertThat(refusal("plan", "--json", "--format", "json", "--home", folder.toString()))
        .contains("COMMAND_LINE_INVALID", "--format json");
  }

  @Test
  void aFolderOfRecordingsThatIsNotThereIsReportedWithAllElse() throws IOException {
    Path file = folder.resolve("bad.yaml");
    Files.writeString(
        file, "name: bad\nsources:\n  mine: {path: nowhere, layout: tar}\nstages: {ingest: {}}\n");

    for (String command : new String[] {"plan", "run"}) {
      assertThat(refusal(command, file.toString(), "--home", folder.resolve("home").toString()))
          .contains("bad.yaml:3:16: path of source mine is " + folder.resolve("nowhere"))
          .contains("bad.yaml:3:33: layout of source mine cannot be tar.")
          .contains("bad.yaml:4:10: ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--from nonsense | RUN_STAGE_UNKNOWN: The pipeline quickstart has no stage nonsense.",
        "--no-cache nonsense | RUN_STAGE_UNKNOWN: The pipeline quickstart has no stage nonsense.",
        "--from export --until pretrain |"
            + " COMMAND_LINE_INVALID: No stage is left by --from export --until pretrain.",
        "--only ingest --no-cache export |"
            + " COMMAND_LINE_INVALID: --no-cache names export, which --only ingest leave out.",
        "--max-parallel 0 | COMMAND_LINE_INVALID: --max-parallel is 0.",
      })
  void optionsThatCannotBeAreRefusedBeforeAnythingIsMade(String options, String message) {
    Path home = folder.resolve("home");

    List<String> arguments = new ArrayList<>(List.of("quickstart", "--home", home.toString()));
    arguments.addAll(List.of(options.split(" ")));
    assertThat(refusal(arguments.toArray(String[]::new))).startsWith("wavetrain: " + message);
    assertThat(home.resolve("corpora")).doesNotExist();
  }

  @Test
  void theParametersOfAStageAreListed() {
    assertThat(CommandRun.done("stages", "finetune").out()).contains("learning_rate", "corpus");
  }

  @Test
  void stagesAndRecipesAreListedForPrograms() throws IOException {
    JsonNode stage = CommandRun.done("stages", "finetune", "--json").lastLine();
    assertThat(stage.path("stage").asText()).isEqualTo("finetune");
    assertThat(stage.path("parameters").findValuesAsText("name")).contains("learning_rate");
    JsonNode recipe = CommandRun.done("recipes", "--json").lastLine();
    assertThat(recipe.path("sources").size()).isPositive();
  }

  @Test
  void anEmptyArgumentIsNotTheFolderThatSomebodyStandsIn() {
    assertThat(refusal("transcribe", "")).contains("COMMAND_LINE_INVALID: FILE is empty.");
    assertThat(refusal("classify", "a.wav", "")).contains("FILE is empty.");
    assertThat(refusal("transcribe", "--model", "", "a.wav")).contains("--model is empty.");
    assertThat(refusal("export", "model", "")).contains("DIR is empty.");
    assertThat(refusal("runs", "--home=")).contains("--home is empty.");
  }

  @Test
  void oneDashMakesNoOptionOfSeveralLetters() {
    assertThat(refusal("transcribe", "-home", folder.toString(), "a.wav"))
        .contains("OPTION_UNKNOWN: wavetrain transcribe has no option -home.", "--home?");
    assertThat(refusal("runs", "-help")).contains("no option -help", "--help?");
  }

  @Test
  void anOptionBeforeTheCommandThatIsMeantIsNotPassedOver() {
    String home = folder.toString();
    assertThat(refusal("models", "--home", home, "list"))
        .isEqualTo(
            "wavetrain: COMMAND_LINE_INVALID: --home stands before list, where it has no effect.\n"
                + "  Write it after list.\n");
    assertThat(refusal("models", "--json", "list", "--home", home))
        .contains("--json stands before list");
    assertThat(refusal("models", "--home", home, "pull", "words@champion", "here"))
        .contains("--home stands before pull");
  }

  @Test
  void transcribingWithoutAModelSaysWhatToDo() {
    assertThat(refusal("transcribe", "x.wav", "--home", folder.toString()))
        .contains("MODEL_MISSING", "wavetrain quickstart");
  }
}
