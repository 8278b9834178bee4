package org.wavetrain.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wavetrain.failure.UserFailure;

class PipelineFileTest {
  private static final String SOUND =
      """
      name: commands
      seed: 7
      sources:
        commands: {path: corpora/commands}
        emotions: {path: "${home}/emotions", layout: ravdess}
      stages:
        evaluate: {inputs: {corpus: ingest, transcriber: finetune}}
        finetune:
          inputs: {corpus: [ingest, augment]}
          parameters: {learning_rate: 1, exits: [2, 4]}
        augment: {inputs: {corpus: ingest}}
        ingest: {inputs: {recordings: [commands, emotions]}}
        small: {stage: export, inputs: {transcriber: finetune}, parameters: {target: web}}
      register: {model: commands, export: small, evaluation: evaluate, metric: wer}
      """;

  @TempDir private Path folder;

  @Test
  void aSoundFileIsReadWithDefaultsAndInRunningOrder() throws Exception {
    Pipeline pipeline = read(SOUND);

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
            new Registration("commands", "small", "evaluate", "wer", Registration.Better.LOWER));
  }

  @Test
  void aStageKnowsWhatItNeedsAndWhatNeedsIt() throws Exception {
    Pipeline pipeline = read(SOUND);

    assertThat(pipeline.upstreamOf("evaluate")).containsExactly("ingest", "augment", "finetune");
    assertThat(pipeline.downstreamOf("augment")).containsExactly("finetune", "evaluate", "small");
    assertThat(pipeline.downstreamOf("evaluate")).isEmpty();
  }

  @Test
  void optionsWinOverTheFile() throws Exception {
    Pipeline pipeline =
        read(
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
  void aFolderOfTheCommandLineWinsOverTheFiles() throws Exception {
    Pipeline pipeline =
        readWithSources(
            SOUND, "emotions=/elsewhere/first", "emotions=/elsewhere/then", "commands=near");

    assertThat(pipeline.sources())
        .containsExactly(
            new Source("commands", Path.of("near").toAbsolutePath(), "auto"),
            new Source("emotions", Path.of("/elsewhere/then"), "ravdess"));
  }

  @Test
  void aFolderOfTheCommandLineThatDoesNotFitIsAProblem() {
    PipelineProblems failure =
        catchThrowableOfType(
            PipelineProblems.class,
            () -> readWithSources(SOUND, "emotion=/elsewhere", "commands=/not/needed"));

    assertThat(failure.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "--source commands=/not/needed: /not/needed does not exist."
                + " Give the path of a folder that you may read.",
            "--source emotion=/elsewhere: there is no source emotion. Did you mean emotions?");
    assertThatThrownBy(() -> SourceOverride.parse("emotions"))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining("--source emotions does not name a source and a folder.");
  }

  @Test
  void whatOthersPublishedIsReadWithItsOrigin() throws Exception {
    Pipeline pipeline =
        read(
            SOUND
                + """
                description: Commands of a lift.
                published:
                  - {metric: wer, value: 0.25, measured: the test split, source: a paper}
                """);

    assertThat(pipeline.description()).contains("Commands of a lift.");
    assertThat(pipeline.published())
        .containsExactly(new PublishedResult("wer", 0.25, "the test split", "a paper"));
  }

  @Test
  void aPublishedResultWithoutItsOriginIsAProblem() {
    assertThat(
            problems(
                SOUND
                    + """
                    published:
                      - {metric: wer, value: low, measured: the test split}
                    """))
        .extracting(Problem::toString)
        .containsExactly(
            "16:5: a published result has no source. Add \"source: ...\".",
            "16:26: value of a published result is \"low\", not a number."
                + " Write something like 0.5 or 1e-4, without quotes.");
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnceInTheOrderOfTheFile() {
    List<Problem> problems =
        problems(
            """
            name: commands
            sead: 3
            sources:
              commands: {path: "${hom}/x"}
            stages:
              ingest: {inputs: {recordings: command}}
              finetune:
                inputs: {corpus: [ingest, evaluate]}
                parameters: {learning_rate: fast, schedule: cosin, exits: [30]}
              evaluat: {inputs: {corpus: ingest}}
            """,
            "finetune.learning_rat=1",
            "ingest.test_speakers=0");

    assertThat(problems)
        .extracting(Problem::toString)
        .containsExactly(
            "2:1: the pipeline has no key sead. Did you mean seed?",
            "4:20: There is no variable ${hom}. Did you mean home?",
            "6:33: input recordings of ingest names command, which is not in this file."
                + " Did you mean commands?",
            "8:31: input corpus of finetune names evaluate, which is not in this file."
                + " Use one of ingest.",
            "9:33: learning_rate of finetune is \"fast\", not a number."
                + " Write something like 0.5 or 1e-4, without quotes.",
            "9:49: schedule of finetune cannot be cosin. Did you mean cosine?",
            "9:64: exits of finetune is 30, outside 1 to 24. Choose a value in this range.",
            "10:3: There is no stage of the kind evaluat. Did you mean evaluate?",
            "--set ingest.test_speakers=0: test_speakers is 0, outside 1 to 100."
                + " Choose a value in this range.",
            "--set finetune.learning_rat=1: stage finetune has no parameter learning_rat."
                + " Did you mean learning_rate?");
  }

  @Test
  void foldersAndLayoutsThatAreNotThereAreReportedWithTheirPlaces() throws Exception {
    Files.writeString(folder.resolve("file"), "");

    assertThat(
            problems(
                SOUND
                    .replace("corpora/commands}", "needed, layout: ljspech}")
                    .replace("${home}/emotions", "file")))
        .extracting(Problem::toString)
        .containsExactly(
            "4:20: path of source commands is %s, which does not exist."
                    .formatted(folder.resolve("needed"))
                + " Give the path of a folder that you may read, here or with --source commands=FOLDER.",
            "4:36: layout of source commands cannot be ljspech. Did you mean ljspeech?",
            "5:20: path of source emotions is %s, which is not a folder."
                    .formatted(folder.resolve("file"))
                + " Give the path of a folder that you may read, here or with --source emotions=FOLDER.");
  }

  @Test
  void aTagDoesNotMakeAValueOfWhatIsNone() {
    assertThat(
            problems(
                SOUND
                    .replace("seed: 7", "seed: !!int abc")
                    .replace(
                        "{corpus: ingest}}", "{corpus: ingest}, parameters: {noise: !!bool maybe}}")
                    .replace("learning_rate: 1,", "learning_rate: !!float fast,")))
        .extracting(Problem::message)
        .containsExactlyInAnyOrder(
            "seed is abc, not a whole number.",
            "learning_rate of finetune is fast, not a number.",
            "noise of augment is maybe, not true or false.");
  }

  @Test
  void aMappingWithOneOfAFewKeysIsRead() throws Exception {
    assertThat(exit("")).isEqualTo(Map.of());
    assertThat(exit(", parameters: {exit: {}}")).isEqualTo(Map.of());
    assertThat(exit(", parameters: {exit: {layer: 6}}")).isEqualTo(Map.of("layer", 6L));
    assertThat(exit(", parameters: {exit: {entropy: 0.02}}")).isEqualTo(Map.of("entropy", 0.02));
  }

  private Object exit(String parameters) throws Exception {
    return read(evaluating(parameters))
        .find("evaluate")
        .orElseThrow()
        .parameters()
        .asMap()
        .get("exit");
  }

  private static String evaluating(String parameters) {
    return SOUND.replace(
        "transcriber: finetune}}\n  f", "transcriber: finetune}%s}\n  f".formatted(parameters));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{layr: 6} | 7:83: exit of evaluate has no key layr. Did you mean layer?",
        "{layer: 6, entropy: 1} | 7:82: exit of evaluate has layer and entropy. Keep one of the two.",
        "{layer: 99} | 7:90: layer of exit of evaluate is 99, outside 1 to 24. Choose a value in this range.",
        "6 | 7:82: exit of evaluate is not a mapping. Write it as lines of \"key: value\"."
      })
  void aMappingWithAnotherKeyOrTwoIsAProblem(String exit, String problem) {
    assertThat(problems(evaluating(", parameters: {exit: " + exit + "}")))
        .extracting(Problem::toString)
        .containsExactly(problem);
  }

  @Test
  void theMessageNamesTheFileLineAndColumn() throws Exception {
    Path file = Files.writeString(folder.resolve("p.yaml"), "stages: {}\n");

    assertThatThrownBy(() -> PipelineFile.read(file, Overrides.NONE, surroundings()))
        .isInstanceOf(PipelineProblems.class)
        .hasMessage(
            """
            %s:1:1: the pipeline has no name. Add "name: ...".
            %s:1:9: The pipeline has no stage. Name at least one."""
                .formatted(file, file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "augment: {inputs: {corpus: commands}} | input corpus of augment cannot be commands, which"
            + " is a source. It takes a stage of the kind ingest.",
        "augment: {inputs: {corpus: [ingest, ingest]}} | input corpus of augment takes one,",
        "augment: {inputs: {corpus: ingest, start: ingest}} | stage augment has no input start.",
        "augment: {} | stage augment needs the input corpus. Add it under inputs: it takes a stage"
            + " of the kind ingest.",
        "augment: {inputs: {corpus: []}} | input corpus of augment is empty.",
        "augment: {inputs: {corpus: ingest}, parameters: {noise: 1}} | noise of augment is 1, not"
            + " true or false.",
        "augment: {inputs: {corpus: ingest}, parameters: {note: 1}} | note of augment is 1, not"
            + " text.",
        "augment: {inputs: {corpus: ingest}, parameters: {speeds: [.nan]}} | speeds of augment is"
            + " .nan, not a number.",
        "augment: {inputs: {corpus: ingest}, parameters: {speeds: 1}} | speeds of augment is 1, not"
            + " a list.",
        "augment: {inputs: {corpus: ingest}, parameters: {noise: true, noise: true}} | parameters"
            + " of augment has the key noise twice.",
        "augment: [] | stage augment is not a mapping.",
        "Augment: {} | A stage cannot be called \"Augment\".",
        "commands: {stage: augment, inputs: {corpus: ingest}} | Both a source and a stage are",
        "export: {inputs: {transcriber: ingest}} | stage export needs the parameter target.",
        "finetune: {inputs: {corpus: ingest, start: finetune}} | Stages take inputs from each other"
            + " in a circle: finetune from finetune.",
        "augment: {stage: 3} | stage of augment is 3, not text."
      })
  void aWrongStageIsNamed(String stage, String expected) {
    List<Problem> problems =
        problems(
            """
            name: commands
            sources: {commands: {path: x}}
            stages:
              ingest: {inputs: {recordings: commands}}
              %s
            """
                .formatted(stage));

    assertThat(problems).extracting(Problem::toString).anyMatch(text -> text.contains(expected));
    assertThat(problems).extracting(Problem::position).doesNotContain(Optional.empty());
  }

  @Test
  void aCircleIsToldStageByStage() {
    List<Problem> problems =
        problems(
            """
            name: commands
            sources: {commands: {path: x}}
            stages:
              ingest: {inputs: {recordings: commands}}
              one: {stage: finetune, inputs: {corpus: ingest, start: two}}
              two: {stage: finetune, inputs: {corpus: ingest, start: one}}
            """);

    assertThat(problems)
        .extracting(Problem::toString)
        .containsExactly(
            "6:58: Stages take inputs from each other in a circle: one from two from one."
                + " Remove one of these inputs.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "export: ingest | export of register is ingest, which is no stage of the kind export",
        "metric: wr | metric of register cannot be wr. Did you mean wer?",
        "better: higher | better of register is higher, but a good wer is lower.",
        "model: a b | A model cannot be called \"a b\"."
      })
  void aWrongRegistrationIsNamed(String line, String expected) {
    String key = line.substring(0, line.indexOf(':'));
    String registration =
        Stream.of(
                "model: m", "export: small", "evaluation: evaluate", "metric: wer", "better: lower")
            .map(entry -> entry.startsWith(key + ":") ? line : entry)
            .reduce((one, two) -> one + ", " + two)
            .orElseThrow();

    List<Problem> problems =
        problems(SOUND.replaceAll("register: .*", "register: {" + registration + "}"));

    assertThat(problems).singleElement().asString().contains(expected);
  }

  @Test
  void textThatIsNotYamlIsNamedWithItsPlace() {
    List<Problem> problems = problems("name: x\nstages: [1, 2\n");

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).position()).isPresent();
    assertThat(problems.get(0).message()).startsWith("This is not YAML:");
  }

  @Test
  void anEmptyFileIsNotAPipeline() {
    assertThat(problems("")).singleElement().asString().startsWith("1:1: It is empty.");
  }

  @Test
  void aPipelineHasAStage() {
    assertThat(problems("name: nothing\nstages: {}\n"))
        .extracting(Problem::toString)
        .anySatisfy(problem -> assertThat(problem).startsWith("2:9: The pipeline has no stage."));
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path file = folder.resolve("absent.yaml");

    assertThatThrownBy(() -> PipelineFile.read(file, Overrides.NONE, surroundings()))
        .isInstanceOf(UserFailure.class)
        .hasMessage("The pipeline file " + file + " does not exist.");
  }

  @Test
  void anOptionWithoutAStageIsRefused() {
    assertThatThrownBy(() -> ParameterOverride.parse("learning_rate=1"))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining("--set learning_rate=1");
  }

  @Test
  void theGraphTellsOfEveryStageWithItsParametersAndWhatItDependsOn() throws Exception {
    assertThat(PipelineGraph.toJson(read(SOUND)))
        .contains("\"name\" : \"commands\"")
        .contains("\"depends_on\" : [ \"ingest\", \"augment\" ]")
        .contains("\"learning_rate\" : 1.0")
        .contains("\"better\" : \"lower\"");
  }

  private Pipeline read(String content, String... overrides) throws Exception {
    Path file = Files.writeString(folder.resolve("pipeline.yaml"), content);
    return PipelineFile.read(
        file,
        new Overrides(Stream.of(overrides).map(ParameterOverride::parse).toList(), List.of()),
        surroundings());
  }

  private Pipeline readWithSources(String content, String... sources) throws Exception {
    Path file = Files.writeString(folder.resolve("pipeline.yaml"), content);
    return PipelineFile.read(
        file,
        new Overrides(List.of(), Stream.of(sources).map(SourceOverride::parse).toList()),
        surroundings());
  }

  /** Folders may be missing, except those called "needed". */
  private static Surroundings surroundings() {
    return new Surroundings(
        Map.of("home", "/state"),
        Kinds.ALL,
        List.of("ljspeech", "ravdess"),
        path -> !path.endsWith("needed"));
  }

  private List<Problem> problems(String content, String... overrides) {
    PipelineProblems failure =
        catchThrowableOfType(PipelineProblems.class, () -> read(content, overrides));
    assertThat(failure).isNotNull();
    return failure.problems();
  }
}
