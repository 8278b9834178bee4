package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two versions that were put in service by hand, one after the other. */
class HistoryCommandTest {
  @TempDir private Path folder;
  private String home;

  @BeforeEach
  void promoteTwoVersions() throws IOException {
    home = folder.resolve("home").toString();
    try (Services services = Services.open(Path.of(home))) {
      for (String name : List.of("one", "two")) {
        Path export = Files.createDirectories(folder.resolve(name));
        Files.writeString(export.resolve("config.json"), "{}");
        RegisteredExport.of(services, "words", export, Map.of());
      }
    }
    for (String version : List.of("1", "2")) {
      String why = "version " + version + " is wanted";
      CommandRun.done("promote", "words", version, "--force", "--reason", why, "--home", home);
    }
  }

  @Test
  void theNewestChangeComesFirst() throws IOException {
    List<JsonNode> moves = new ArrayList<>();
    for (String line : history("--json").out().lines().toList()) {
      moves.add(new JsonMapper().readTree(line));
    }
    assertThat(moves).extracting(move -> move.path("version").asInt()).containsExactly(2, 1);
    assertThat(moves.get(0).path("former").asInt()).isEqualTo(1);
    assertThat(moves.get(0).path("why").asText()).isEqualTo("version 2 is wanted");

    List<String> lines = history().out().lines().toList();
    assertThat(lines.get(1)).contains("version 2 is wanted");
    assertThat(lines.get(2)).contains("version 1 is wanted");
  }

  @Test
  void aModelThatWasNeverInServiceHasNone() throws IOException {
    try (Services services = Services.open(Path.of(home))) {
      services.tracking().registry().ensureModel("letters");
    }

    CommandRun run = CommandRun.done("history", "letters", "--home", home);
    assertThat(run.out()).isEqualTo("No version of letters was ever put in service.\n");
  }

  @Test
  void aRollbackWithoutAReasonIsRefused() throws IOException {
    assertThat(CommandRun.refusal("rollback", "words", "--home", home)).contains("REASON_MISSING");
    CommandRun task = CommandRun.of("task", "rollback", "--model", "words", "--home", home);
    assertThat(task.lastLine().path("code").asText()).isEqualTo("REASON_MISSING");
  }

  @Test
  void aModelThatThereIsNotIsRefusedWithThoseThatThereAre() {
    assertThat(CommandRun.refusal("history", "wrods", "--home", home))
        .contains("MODEL_MISSING", "no registered model wrods", "There are words.");
  }

  private CommandRun history(String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("history", "words", "--home", home));
    words.addAll(List.of(options));
    return CommandRun.done(words.toArray(String[]::new));
  }
}
