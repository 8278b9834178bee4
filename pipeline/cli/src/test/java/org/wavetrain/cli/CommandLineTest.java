package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wavetrain.cli.display.Terminal;
import org.wavetrain.stage.ExitCode;

class CommandLineTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream error = new ByteArrayOutputStream();

  @TempDir private Path folder;

  @BeforeEach
  void installFromTheCheckout() {
    System.setProperty("wavetrain.install", Path.of("../..").toAbsolutePath().toString());
  }

  @Test
  void anUnknownCommandGetsASuggestion() {
    assertThat(run("quickstrt")).isEqualTo(ExitCode.USER_FAILURE.code());
    assertThat(error)
        .hasToString(
            "wavetrain: COMMAND_UNKNOWN: There is no command quickstrt.\n"
                + "  Did you mean quickstart?\n");
  }

  @Test
  void anUnknownOptionGetsASuggestion() {
    assertThat(run("run", "x.yaml", "--hom", "y")).isEqualTo(ExitCode.USER_FAILURE.code());
    assertThat(error.toString(UTF_8))
        .startsWith("wavetrain: OPTION_UNKNOWN: wavetrain run has no option --hom.")
        .contains("Did you mean --home?");
  }

  @Test
  void aMissingArgumentIsNamed() {
    assertThat(run("run")).isEqualTo(ExitCode.USER_FAILURE.code());
    assertThat(error.toString(UTF_8)).contains("COMMAND_LINE_INVALID", "'FILE'");
  }

  @Test
  void anUnknownKindOfStageIsAnError() {
    assertThat(run("stages", "finetun")).isEqualTo(ExitCode.USER_FAILURE.code());
    assertThat(error.toString(UTF_8))
        .contains("COMMAND_LINE_INVALID", "no kind of stage called finetun", "finetune");
  }

  @Test
  void resultsDoNotGoWhereSomethingIs() throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "precious");
    assertThat(run("evaluate", "model", "corpus", folder.toString()))
        .isEqualTo(ExitCode.USER_FAILURE.code());
    assertThat(error.toString(UTF_8)).contains("OUTPUT_FOLDER_IN_USE", folder.toString());
  }

  @Test
  void aFolderWithoutAModelCannotBeEvaluated() {
    assertThat(run("evaluate", folder.toString(), "corpus", folder.resolve("out").toString()))
        .isEqualTo(ExitCode.USER_FAILURE.code());
    assertThat(error.toString(UTF_8)).contains("MODEL_INCOMPLETE", "config.json");
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
    assertThat(run("transcribe", "--exit", exit, "a.wav", "--home", folder.toString()))
        .isEqualTo(ExitCode.USER_FAILURE.code());
    assertThat(error.toString(UTF_8)).contains("COMMAND_LINE_INVALID", "--exit is " + exit);
  }

  @Test
  void aBenchmarkOfWhatAnExportedModelCannotDoIsRefused() {
    assertThat(run("bench", "train", "--onnx")).isEqualTo(ExitCode.USER_FAILURE.code());
    assertThat(error.toString(UTF_8)).contains("COMMAND_LINE_INVALID", "train");
  }

  @Test
  void aBenchmarkPrintsOneObject() {
    assertThat(run("bench", "ctc", "--batch", "1", "--seconds", "0.5", "--steps", "1", "--json"))
        .isEqualTo(ExitCode.DONE.code());
    assertThat(out.toString(UTF_8))
        .startsWith("{\"peer\":\"wavetrain\",\"mode\":\"ctc\",\"size\":\"base\"")
        .contains("\"step_s\":", "\"peak_rss_mib\":");
  }

  @Test
  void noCommandAtAllIsAnError() {
    assertThat(run()).isEqualTo(ExitCode.USER_FAILURE.code());
    assertThat(error.toString(UTF_8)).contains("No command was given.");
  }

  @Test
  void everyProblemOfAPipelineFileIsPrintedWithItsPlace() throws IOException {
    Path file = folder.resolve("bad.yaml");
    Files.writeString(
        file, "name: bad\nstages:\n  ingst: {}\n  finetune: {inputs: {corpus: no}}\n");

    assertThat(run("plan", file.toString(), "--home", folder.toString()))
        .isEqualTo(ExitCode.USER_FAILURE.code());
    assertThat(error.toString(UTF_8))
        .startsWith("wavetrain: PIPELINE_INVALID: The pipeline has ")
        .contains("bad.yaml:3:", "bad.yaml:4:");
  }

  @Test
  void aBadOverrideIsRefused() {
    assertThat(run("plan", "--set", "finetune", "--home", folder.toString()))
        .isEqualTo(ExitCode.USER_FAILURE.code());
    assertThat(error.toString(UTF_8)).startsWith("wavetrain: OVERRIDE_MALFORMED: ");
  }

  @Test
  void thePlanOfTheQuickstartIsThereBeforeAnythingElseIs() {
    assertThat(run("plan", "--home", folder.toString())).isEqualTo(ExitCode.DONE.code());
    assertThat(out.toString(UTF_8))
        .contains("source commands does not exist yet", "input ingest will be made")
        .containsSubsequence("ingest", "augment", "pretrain", "finetune", "evaluate", "export")
        .contains("in all");
  }

  @Test
  void aFolderOfRecordingsThatIsNotThereIsReportedWithAllElse() throws IOException {
    Path file = folder.resolve("bad.yaml");
    Files.writeString(
        file, "name: bad\nsources:\n  mine: {path: nowhere, layout: tar}\nstages: {ingest: {}}\n");

    for (String command : new String[] {"plan", "run"}) {
      error.reset();
      assertThat(run(command, file.toString(), "--home", folder.resolve("home").toString()))
          .isEqualTo(ExitCode.USER_FAILURE.code());
      assertThat(error.toString(UTF_8))
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
    assertThat(run(arguments.toArray(String[]::new))).isEqualTo(ExitCode.USER_FAILURE.code());

    assertThat(error.toString(UTF_8)).startsWith("wavetrain: " + message);
    assertThat(home.resolve("corpora")).doesNotExist();
  }

  @Test
  void theParametersOfAStageAreListed() {
    assertThat(run("stages", "finetune")).isEqualTo(ExitCode.DONE.code());
    assertThat(out.toString(UTF_8)).contains("learning_rate", "corpus");
  }

  @Test
  void transcribingWithoutAModelSaysWhatToDo() {
    assertThat(run("transcribe", "x.wav", "--home", folder.toString()))
        .isEqualTo(ExitCode.USER_FAILURE.code());
    assertThat(error.toString(UTF_8)).contains("MODEL_MISSING", "wavetrain quickstart");
  }

  private int run(String... arguments) {
    Console console =
        new Console(
            new PrintStream(out, true, UTF_8),
            new PrintStream(error, true, UTF_8),
            Terminal.none(),
            new Interruption());
    return Main.run(console, arguments);
  }
}
