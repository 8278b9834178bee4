package org.wavetrain.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wavetrain.definition.SmallPipeline.SOUND;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.SpoiledInput;

/** Pipeline files that want something else than a pipeline. */
class HostilePipelineFileTest {
  private static final int SPOILED = 300;

  @TempDir private Path folder;
  private SmallPipeline files;

  @BeforeEach
  void makeFiles() {
    files = new SmallPipeline(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!!javax.script.ScriptEngineManager [!!java.net.URL [\"http://127.0.0.1:9/\"]]",
        "!!java.lang.ProcessBuilder [[\"touch\", \"here\"]]",
        "!!java.util.Date 0",
        "!<tag:yaml.org,2002:java.io.File> /etc/passwd"
      })
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a pipeline file with a tag that names a Java class, as a whole or as a value",
      outcome = "refused as PIPELINE_INVALID, nothing of the kind is made")
  void aTagMakesNoObject(String tagged) {
    assertThat(files.problems(tagged)).isNotEmpty();
    assertThat(files.problems(SOUND.replace("seed: 7", "seed: " + tagged)))
        .extracting(Problem::message)
        .anyMatch(message -> message.startsWith("seed is"));
    assertThat(files.problems(SOUND.replace("name: commands", "name: " + tagged)))
        .extracting(Problem::message)
        .anyMatch(message -> message.startsWith("name is"));
    assertThat(files.problems(SOUND.replace("learning_rate: 1,", "learning_rate: " + tagged + ",")))
        .extracting(Problem::message)
        .anyMatch(message -> message.startsWith("learning_rate of finetune is"));
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a pipeline file whose aliases stand for a billion words",
      outcome = "refused as PIPELINE_INVALID")
  void aBillionLaughsAreRefused() {
    StringBuilder laughs = new StringBuilder("a: &a [lol,lol,lol,lol,lol,lol,lol,lol,lol]\n");
    for (char letter = 'b'; letter < 'k'; letter++) {
      String alias = "*" + (char) (letter - 1);
      laughs.append(letter + ": &" + letter + " [" + (alias + ",").repeat(8) + alias + "]\n");
    }

    assertThat(files.problems(laughs.toString()))
        .singleElement()
        .asString()
        .contains("aliases for non-scalar nodes");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a pipeline file with a list that holds itself",
      outcome = "refused as PIPELINE_INVALID")
  void whatHoldsItselfIsRefused() {
    assertThat(files.problems(SOUND.replace("exits: [2, 4]", "exits: &a [2, *a]"))).isNotEmpty();
    assertThat(files.problems("&a {name: x, stages: *a}")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- "})
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a pipeline file nested 50,000 deep",
      outcome = "refused as PIPELINE_INVALID")
  void whatIsNestedWithoutEndIsRefused(String opening) {
    assertThat(files.problems("name: x\nstages: \n " + opening.repeat(50_000)))
        .singleElement()
        .asString()
        .contains("nested more than 100 deep");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a pipeline file of 3 GB",
      outcome = "refused as PIPELINE_FILE_UNREADABLE before it is read")
  void aFileBeyondAllReasonIsRefused() throws Exception {
    Path file = folder.resolve("large.yaml");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }

    assertThatThrownBy(() -> PipelineFile.read(file, Overrides.NONE, SmallPipeline.surroundings()))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure ->
                assertThat(failure.code()).isEqualTo(DefinitionError.PIPELINE_FILE_UNREADABLE))
        .hasMessageContaining("more than 1000000 bytes");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "pipeline files spoiled at random, 300 of them",
      outcome = "each is read or refused as PIPELINE_INVALID or PIPELINE_FILE_UNREADABLE")
  void aSpoiledFileIsReadOrRefused() {
    Path file = folder.resolve("spoiled.yaml");
    SpoiledInput.assertReadOrRefused(
        SOUND,
        SPOILED,
        spoiled ->
            PipelineFile.read(
                Files.write(file, spoiled), Overrides.NONE, SmallPipeline.surroundings()),
        failure -> failure instanceof PipelineProblems || failure instanceof UserFailure);
  }
}
