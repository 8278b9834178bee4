package org.wavetrain.cli;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.runner.StageSelection;
import picocli.CommandLine.Option;

/** The options that say which stages take part. */
final class SelectionOptions {
  @Option(
      names = "--from",
      paramLabel = "STAGE",
      description = "Only this stage and those that depend on it.")
  private String from;

  @Option(
      names = "--until",
      paramLabel = "STAGE",
      description = "Only this stage and those that it depends on.")
  private String until;

  @Option(names = "--only", paramLabel = "STAGE", description = "Only this stage.")
  private String only;

  @Option(
      names = "--no-cache",
      paramLabel = "STAGE",
      description = "Make this stage's artifact again even though it exists.")
  private Set<String> noCache = new LinkedHashSet<>();

  /**
   * Checks that the options name stages of the pipeline and do not contradict each other.
   *
   * @throws UserFailure {@code RUN_STAGE_UNKNOWN}, {@code COMMAND_LINE_INVALID}
   */
  void check(Pipeline pipeline) {
    Set<String> selected = selection().of(pipeline);
    if (selected.isEmpty()) {
      throw new UserFailure(
          CommandError.COMMAND_LINE_INVALID,
          "No stage is left by " + given() + ".",
          "Leave one of these options out, or name stages of which one depends on the other.");
    }
    for (String stage : noCache) {
      if (!selected.contains(stage)) {
        throw new UserFailure(
            CommandError.COMMAND_LINE_INVALID,
            "--no-cache names %s, which %s leave out.".formatted(stage, given()),
            "Name one of " + String.join(", ", selected) + ".");
      }
    }
  }

  /** The options that leave stages out, as they were given. */
  private String given() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("--from", from);
    options.put("--until", until);
    options.put("--only", only);
    return options.entrySet().stream()
        .filter(option -> option.getValue() != null)
        .map(option -> option.getKey() + " " + option.getValue())
        .collect(Collectors.joining(" "));
  }

  StageSelection selection() {
    return new StageSelection(
        Optional.ofNullable(from), Optional.ofNullable(until), Optional.ofNullable(only), noCache);
  }
}
