package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.wavetrain.cli.CommandRun.refusal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

/** What is refused is named as it was given, with a remedy that can be followed. */
class CommandRefusalsTest {
  @TempDir private Path folder;

  @BeforeEach
  void installFromTheCheckout() {
    CommandRun.installFromTheCheckout();
  }

  @Test
  void anUnknownOptionIsNamedBeforeAMissingArgument() {
    assertThat(refusal("run", "--nope"))
        .startsWith("wavetrain: OPTION_UNKNOWN: wavetrain run has no option --nope.");
    assertThat(refusal("run", "--hom=x")).contains("OPTION_UNKNOWN", "Did you mean --home?");
  }

  @Test
  void aRecipeThatDoesNotExistGetsASuggestion() {
    assertThat(refusal("plan", "timt", "--home", folder.toString()))
        .startsWith("wavetrain: PIPELINE_FILE_UNREADABLE: ")
        .contains("neither a pipeline file nor a recipe called timt", "Did you mean timit?");
    assertThat(refusal("run", "nowhere", "--home", folder.toString()))
        .contains("quickstart-small, timit");
    assertThat(refusal("plan", "missing.yaml", "--home", folder.toString()))
        .contains("missing.yaml does not exist");
  }

  /** A variable that names a server would be asked of it. */
  @Test
  @DisabledIfEnvironmentVariable(named = "WAVETRAIN_AIRFLOW_URL", matches = ".+")
  void anAirflowServerThatNobodyHasNamedIsAskedFor() {
    assertThat(refusal("airflow", "status"))
        .startsWith("wavetrain: AIRFLOW_ADDRESS_INVALID: ")
        .contains("WAVETRAIN_AIRFLOW_URL is not set");
    assertThat(
            refusal("airflow", "backfill", "words", "--from", "2026-11-02", "--to", "2026-11-01"))
        .contains("--to is 2026-11-01, before --from");
    assertThat(refusal("airflow", "backfill", "words", "--from", "November", "--to", "2026-11-01"))
        .contains("COMMAND_LINE_INVALID: --from is November, which is not a date.")
        .doesNotContain("java.");
    assertThat(
            refusal(
                "airflow",
                "backfill",
                "words",
                "--from=2026-11-01",
                "--to=2026-11-02",
                "--at-once=0"))
        .contains("COMMAND_LINE_INVALID: --at-once is 0");
    assertThat(refusal("airflow")).contains("No command was given");
  }

  @Test
  void whatCannotBeEvaluatedIsNamedAsItWasGiven() throws Exception {
    Path model = folder.resolve("model");
    RandomModel.transcriber(Wav2Vec2Configuration.nano(), model);
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    Path nowhere = folder.resolve("nowhere");

    assertThat(evaluation(Path.of("facebook", "wav2vec2-base-960h"), corpus))
        .contains("MODEL_FOLDER_MISSING", "facebook/wav2vec2-base-960h", "not fetched");
    assertThat(evaluation(model, nowhere))
        .contains("CORPUS_UNREADABLE", nowhere.toString())
        .doesNotContain(".yaml");
    assertThat(evaluation(model, corpus)).contains("CORPUS_EMPTY", corpus + " is empty");
    Files.writeString(corpus.resolve("a.flac"), "fLaC");
    assertThat(evaluation(model, corpus)).contains("CORPUS_LAYOUT_UNKNOWN", "unlabelled");
    assertThat(evaluation(model, corpus, "--layout", "tmit"))
        .contains("CORPUS_LAYOUT_UNSUPPORTED", "no corpus layout tmit")
        .doesNotContain(".yaml");
    assertThat(
            evaluation(
                model, corpus, "--layout", "unlabelled", "--language-model", nowhere.toString()))
        .contains("--language-model is " + nowhere)
        .doesNotContain(".yaml");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aModelThatIsNotThereIsNamedWithoutTheWordsOfJava() {
    Path nowhere = folder.resolve("nowhere");
    assertThat(refusal("transcribe", "--model", nowhere.toString(), "a.wav"))
        .contains("MODEL_FOLDER_MISSING: There is no folder " + nowhere, "wavetrain models")
        .doesNotContain("java.");
    assertThat(refusal("transcribe", "--model", folder.toString(), "a.wav"))
        .contains("EXPORT_FOLDER_INVALID: The folder " + folder, "config.json", "NAME@champion");
  }

  @Test
  void aModelFolderThatMayNotBeReadIsNotCalledAnother() throws Exception {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, Set.of());
    assumeFalse(Files.isReadable(closed), "the superuser may read everything");
    assertThat(refusal("transcribe", "--model", closed.toString(), "a.wav"))
        .contains("MODEL_UNREADABLE: The model folder " + closed + " cannot be read");
  }

  @Test
  void aPlaceThatAPageCannotGoToIsRefusedBeforeAnythingElse() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    for (String command : new String[] {"compare", "data-report"}) {
      String home = folder.resolve("home").toString();
      assertThat(refusal(command, "one", "--home", home, "--output", folder.toString()))
          .contains("OUTPUT_FILE_UNWRITABLE", folder + " is a folder.");
      Path below = file.resolve("page.html");
      assertThat(refusal(command, "one", "--home", home, "--output", below.toString()))
          .contains("OUTPUT_FILE_UNWRITABLE", below + " cannot be written: ");
      assertThat(refusal(command, "one", "--home", home, "--output", ""))
          .contains("--output is empty.");
      Path fresh = folder.resolve("fresh/inner/page.html");
      assertThat(refusal(command, "one", "--home", home, "--output", fresh.toString()))
          .contains("RUN_MISSING");
    }
    assertThat(folder.toFile().list()).containsExactly("file");
  }

  @Test
  void whatATaskRefusesLeavesNoTraceOfTheProgram() throws Exception {
    Path log = folder.resolve("log");
    Process task = ProgramProcess.start(Map.of(), log, "task", "gate", "--home", folder.toString());
    assertThat(task.waitFor()).isEqualTo(2);
    assertThat(log)
        .content()
        .contains("COMMAND_LINE_INVALID: Neither a run nor a model is named.")
        .doesNotContain("\tat ");
  }

  @Test
  void aNumberThatIsNoneIsToldInPlainWords() {
    assertThat(refusal("promote", "words", "champion"))
        .contains("COMMAND_LINE_INVALID: VERSION is champion, which is no whole number.")
        .doesNotContain("int", "index");
    assertThat(refusal("bench", "ctc", "--batch", "1.5"))
        .contains("--batch is 1.5, which is no whole number.");
  }

  @Test
  void aMistypedHomeIsNotMade() {
    Path home = folder.resolve("home");
    assertThat(refusal("transcribe", "a.wav", "--home", home.toString())).contains("MODEL_MISSING");
    assertThat(home).doesNotExist();
  }

  @Test
  void aPlanAsAgainstAnEmptyHomeDoesNotMakeIt() {
    Path home = folder.resolve("home");
    assertThat(CommandRun.done("plan", "--home", home.toString()).out())
        .contains("MISS", "there is no home " + home + " yet");
    assertThat(home).doesNotExist();
  }

  @Test
  void wordsToChooseFromAreWrittenAsTheDocumentationWritesThem() {
    assertThat(refusal("export", "model", "out", "--int8", "tiny"))
        .contains("COMMAND_LINE_INVALID: --int8 is tiny.", "none, portable, full");
    assertThat(refusal("bench", "sleep")).contains("MODE is sleep.", "train, frozen, pretrain");
  }

  @Test
  void theRangeOfAWholeNumberIsGivenInWholeNumbers() {
    assertThat(refusal("bench", "ctc", "--batch", "0")).contains("0, which is not from 1 to 1024");
  }

  @Test
  void thePrecisionOfTheEngineIsNotThatOfAnExportedModel() {
    assertThat(refusal("bench", "infer", "--onnx", "--precision", "bf16"))
        .contains("COMMAND_LINE_INVALID: --precision bf16", "--onnx");
  }

  @Test
  void aBeamWidthWithoutABeamSearchIsRefused() throws Exception {
    Path model = folder.resolve("model");
    RandomModel.transcriber(Wav2Vec2Configuration.nano(), model);
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    Files.writeString(corpus.resolve("a.flac"), "fLaC");
    String[] width = {"--layout", "unlabelled", "--beam-width", "5"};

    assertThat(evaluation(model, corpus, width))
        .contains("COMMAND_LINE_INVALID: --beam-width 5", "Add --decoder beam")
        .doesNotContain(".yaml");
    assertThat(evaluation(model, corpus, "--layout", "unlabelled", "--set", "evaluate.alpha=2"))
        .contains("--set evaluate.alpha=2: ", "DECODING_PARAMETER_UNUSED");
  }

  private String evaluation(Path model, Path corpus, String... options) {
    String[] fixed = {
      "evaluate",
      model.toString(),
      corpus.toString(),
      folder.resolve("out").toString(),
      "--home",
      folder.resolve("home").toString()
    };
    String[] all = Arrays.copyOf(fixed, fixed.length + options.length);
    System.arraycopy(options, 0, all, fixed.length, options.length);
    return refusal(all);
  }
}
