package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script is given to bash itself, with what a person has typed so far. */
class CompletionCommandTest {
  @TempDir private Path folder;

  @Test
  void commandsAreCompleted() throws Exception {
    assertThat(completed("roll")).containsExactly("rollback");
  }

  @Test
  void commandsOfCommandsAreCompleted() throws Exception {
    assertThat(completed("airflow", "back")).containsExactly("backfill");
  }

  @Test
  void optionsAreCompleted() throws Exception {
    assertThat(completed("promote", "--dry")).containsExactly("--dry-run");
  }

  @Test
  void valuesAreOfferedAsTheyAreWrittenElsewhere() throws Exception {
    assertThat(completed("quickstart", "--budget", "s")).containsExactly("small");
    assertThat(completed("runs", "--status", "fi")).containsExactly("finished");
    assertThat(completed("transcribe", "--format", "v")).containsExactly("vtt");
  }

  @Test
  void whatIsHiddenIsNotOffered() throws Exception {
    assertThat(completed("load")).isEmpty();
  }

  /** What bash offers for the last word. */
  private List<String> completed(String... words) throws IOException, InterruptedException {
    Path script = folder.resolve("completion");
    Files.writeString(script, CommandRun.done("completion").out());
    String line = "wavetrain " + String.join(" ", words);
    Process bash =
        new ProcessBuilder(
                "bash",
                "--norc",
                "-c",
                """
                compopt() { :; } # which bash has only while it completes
                source "$1"
                COMP_LINE=$2 COMP_POINT=${#2} COMP_WORDS=($2) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                _complete_wavetrain
                printf '%s\\n' "${COMPREPLY[@]}"
                """,
                "bash",
                script.toString(),
                line)
            .redirectErrorStream(true)
            .start();
    String said = new String(bash.getInputStream().readAllBytes(), UTF_8);
    assertThat(bash.waitFor()).as(said).isZero();
    return said.lines().map(String::strip).filter(word -> !word.isEmpty()).toList();
  }
}
