package org.wavetrain.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wavetrain.definition.SmallPipeline.SOUND;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class PipelineProblemsTest {
  @TempDir private Path folder;
  private SmallPipeline files;

  @BeforeEach
  void makeFiles() {
    files = new SmallPipeline(folder);
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnceInTheOrderOfTheFile() {
    List<Problem> problems =
        files.problems(
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
  void theMessageNamesTheFileLineAndColumn() throws Exception {
    Path file = Files.writeString(folder.resolve("p.yaml"), "stages: {}\n");

    assertThatThrownBy(() -> PipelineFile.read(file, Overrides.NONE, SmallPipeline.surroundings()))
        .isInstanceOf(PipelineProblems.class)
        .hasMessage(
            """
            %s:1:1: the pipeline has no name. Add "name: ...".
            %s:1:9: The pipeline has no stage. Name at least one.\
            """
                .formatted(file, file));
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a pipeline file with tags such as !!int before words",
      outcome = "refused with the values")
  void aTagDoesNotMakeAValueOfWhatIsNone() {
    assertThat(
            files.problems(
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "augment: {inputs: {corpus: commands}} | input corpus of augment cannot be commands, which"
            + " is a source that is a folder. It takes a stage of the kind ingest.",
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
        "gate: {stage: augment, inputs: {corpus: ingest}} | A stage is called gate, as a task",
        "commands: {stage: augment, inputs: {corpus: ingest}} | Both a source and a stage are",
        "export: {inputs: {transcriber: ingest}} | stage export needs the parameter target.",
        "finetune: {inputs: {corpus: ingest, start: finetune}} | Stages take inputs from each other"
            + " in a circle: finetune from finetune.",
        "augment: {stage: 3} | stage of augment is 3, not text."
      })
  void aWrongStageIsNamed(String stage, String expected) {
    List<Problem> problems =
        files.problems(
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
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "stages that take inputs from each other in a circle",
      outcome = "refused with the circle")
  void aCircleIsToldStageByStage() {
    List<Problem> problems =
        files.problems(
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
        "model: a b | A model cannot be called \"a b\".",
        "gates: {max_wr: 0.2} | There is no gate max_wr. Did you mean max_wer?",
        "gates: {max_wer: low} | max_wer of gates of register is \"low\", not a number.",
        "gates: {max_wer: .nan} | max_wer of gates of register is .nan, not a number.",
        "gates: {max_wer: 20} | max_wer of gates of register is 20.0, outside 0 to 2.",
        "gates: {min_accuracy_sad: 40} | outside 0 to 1. Write a fraction",
        "gates: {min_utterances: 400.5} | min_utterances of gates of register is 400.5, which is"
            + " no",
        "gates: {max_real_time_factor: -1} | max_real_time_factor of gates of register is -1.0,"
            + " which is not above 0.",
        "gates: {no_worse: {confidence: 0.4}} | confidence of no_worse of gates of register is"
            + " 0.4,",
        "gates: {no_worse: {slices: [gender]}} | slices of no_worse of gates of register cannot be",
        "gates: {no_worse: {slices: [sx=female]}} | slices of no_worse of gates of register cannot"
            + " be sx. Did you mean sex?",
        "gates: {no_worse: {slices: [sex=]}} | slices of no_worse of gates of register has sex=,",
        "gates: {no_worse: {margn: 0.1}} | no_worse of gates of register has no key margn. Did",
        "gates: {test_set: newest} | test_set of gates of register is newest, which is no digest.",
        "gates: {max_size: 4GB} | max_size of gates of register is 4GB, not an amount of memory.",
        "gates: {max_parity_difference: 0} | max_parity_difference of gates of register is 0.0,"
      })
  void aWrongRegistrationIsNamed(String line, String expected) {
    String key = line.substring(0, line.indexOf(':'));
    String registration =
        Stream.of(
                "model: m",
                "export: small",
                "evaluation: evaluate",
                "metric: wer",
                "better: lower",
                "gates: {}")
            .map(entry -> entry.startsWith(key + ":") ? line : entry)
            .reduce((one, two) -> one + ", " + two)
            .orElseThrow();

    List<Problem> problems =
        files.problems(SOUND.replaceAll("register: .*", "register: {" + registration + "}"));

    assertThat(problems).singleElement().asString().contains(expected);
  }
}
