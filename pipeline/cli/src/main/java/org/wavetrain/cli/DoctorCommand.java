package org.wavetrain.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.wavetrain.cli.display.Terminal;
import org.wavetrain.cli.doctor.Doctor;
import org.wavetrain.cli.doctor.Finding;
import org.wavetrain.cli.doctor.Finding.State;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks the machine and the servers. */
@Command(
    name = "doctor",
    description = {
      "Checks Java, memory, disk, processor, card, variables, servers and clocks, and says what to"
          + " do.",
      "For example: wavetrain doctor --home /data/wavetrain"
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();

  private final Console console;

  @Spec private CommandSpec command;

  @Mixin private JsonOption json;

  @Mixin private HomeOption home;

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    List<Finding> findings =
        new Doctor(home.path(), console.environment(), InstantSource.system())
            .examine().stream().map(this::completed).toList();
    boolean healthy = findings.stream().noneMatch(finding -> finding.state() == State.FAILED);
    if (json.wanted()) {
      console.out().println(JSON.writeValueAsString(object(findings, healthy)));
    } else {
      findings.forEach(this::print);
    }
    return (healthy ? ExitCode.DONE : ExitCode.USER_FAILURE).code();
  }

  /** What to do, as it is to be typed here. */
  private Finding completed(Finding finding) {
    return new Finding(
        finding.check(),
        finding.state(),
        finding.sentence(),
        SuggestedCommands.of(command).in(finding.remedy()));
  }

  private void print(Finding finding) {
    Terminal terminal = console.terminal();
    String word = "%-8s".formatted(finding.state().word());
    String coloured =
        switch (finding.state()) {
          case OK -> terminal.green(word);
          case WARNING -> word;
          case FAILED -> terminal.red(word);
        };
    console.out().println(coloured + finding.check() + ": " + finding.sentence());
    if (!finding.remedy().isEmpty()) {
      console.out().println(" ".repeat(8) + finding.remedy());
    }
  }

  private static ObjectNode object(List<Finding> findings, boolean healthy) {
    ObjectNode object = JSON.createObjectNode().put("healthy", healthy);
    ArrayNode checks = object.putArray("checks");
    for (Finding finding : findings) {
      checks
          .addObject()
          .put("check", finding.check())
          .put("state", finding.state().word())
          .put("sentence", finding.sentence())
          .put("remedy", finding.remedy());
    }
    return object;
  }
}
