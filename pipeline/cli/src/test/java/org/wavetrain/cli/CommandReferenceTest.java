package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wavetrain.cli.display.Terminal;
import picocli.CommandLine;

class CommandReferenceTest {
  @Test
  void thePageOfAllCommandsIsWhatTheySayOfThemselves() throws IOException {
    assertThat(Files.readString(Path.of("..", "..", "docs", "cli.md")))
        .as("`./wavetrain command-reference > docs/cli.md` writes it")
        .isEqualTo(CommandRun.done("command-reference").out());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void everyCommandHasAnExample(String name, CommandLine command) {
    assertThat(String.join("\n", command.getCommandSpec().usageMessage().description()))
        .containsPattern("For example: .*wavetrain");
  }

  static Stream<Arguments> commands() {
    Console console =
        new Console(
            new ResultStream(System.out),
            System.err,
            Terminal.none(),
            new Interruption(),
            Map.of());
    return visible(new CommandLine(new WavetrainCommand(), new CommandFactory(console)))
        .filter(command -> command.getSubcommands().isEmpty())
        .map(command -> Arguments.of(command.getCommandSpec().qualifiedName(), command));
  }

  private static Stream<CommandLine> visible(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream()
            .filter(child -> !child.getCommandSpec().usageMessage().hidden())
            .flatMap(CommandReferenceTest::visible));
  }
}
