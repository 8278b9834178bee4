package org.wavetrain.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.failure.FileTrouble;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.runner.BegunRun;
import org.wavetrain.local.runner.RunnerError;

/** Reads what tasks pass on to each other: JSON, or the path of a file that holds it. */
final class TaskArguments {
  private static final JsonMapper JSON = new JsonMapper();

  private TaskArguments() {}

  /**
   * A run as far as it got.
   *
   * @param begun what the first task printed
   * @param artifacts keys by stage
   */
  record Progressed(BegunRun begun, Map<String, ArtifactKey> artifacts) {}

  /**
   * What {@code wavetrain task begin} printed.
   *
   * @throws UserFailure {@code TASK_ARGUMENT_MALFORMED}
   */
  static BegunRun begun(String argument) {
    return BegunRun.fromJson(text(argument));
  }

  /** The artifacts that were made, by stage. */
  static Map<String, ArtifactKey> artifacts(String argument) {
    String text = text(argument);
    try {
      return new LinkedHashMap<>(
          JSON.readValue(text, new TypeReference<LinkedHashMap<String, ArtifactKey>>() {}));
    } catch (JsonProcessingException malformed) {
      throw malformed("--artifacts", malformed);
    }
  }

  /** Several runs, each with {@code begun} and {@code artifacts}. */
  static List<Progressed> runs(String argument) {
    try {
      List<Progressed> runs = new ArrayList<>();
      for (JsonNode run : JSON.readTree(text(argument))) {
        runs.add(
            new Progressed(
                begun(run.path("begun").toString()), artifacts(run.path("artifacts").toString())));
      }
      return runs;
    } catch (JsonProcessingException malformed) {
      throw malformed("--runs", malformed);
    }
  }

  private static String text(String argument) {
    String text = argument.strip();
    if (text.startsWith("{") || text.startsWith("[")) {
      return text;
    }
    try {
      return Files.readString(Path.of(text));
    } catch (InvalidPathException neither) {
      return text;
    } catch (IOException unreadable) {
      throw new UserFailure(
          RunnerError.TASK_ARGUMENT_MALFORMED,
          "The file %s cannot be read: %s.".formatted(text, FileTrouble.reason(unreadable)),
          "Give JSON, or the path of a file that holds it.",
          unreadable);
    }
  }

  private static UserFailure malformed(String option, JsonProcessingException cause) {
    return new UserFailure(
        RunnerError.TASK_ARGUMENT_MALFORMED,
        option + " cannot be read: " + cause.getOriginalMessage(),
        "Pass on what the tasks before printed, as docs/orchestration.md says.",
        cause);
  }
}
