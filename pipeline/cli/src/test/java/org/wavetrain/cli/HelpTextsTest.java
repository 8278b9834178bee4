package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wavetrain.cli.display.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Values to choose from are named by hand, in lower case and with what they mean. */
class HelpTextsTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("choices")
  void everyValueIsNamedAndTheDefaultIsTheRightOne(String name, ArgSpec choice) {
    String help = String.join(" ", choice.description());
    List<String> words = List.of(help.split("[^a-z0-9_]+"));

    assertThat(words)
        .as(help)
        .containsAll(
            Stream.of(choice.type().getEnumConstants())
                .map(value -> value.toString().toLowerCase(Locale.ROOT))
                .toList());
    String rendered =
        help.replace("${DEFAULT-VALUE}", Objects.requireNonNullElse(choice.defaultValue(), ""));
    assertThat(defaults(choice))
        .allSatisfy(
            value -> assertThat(rendered).contains("default: " + value.toLowerCase(Locale.ROOT)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void everyCommandHasHelp(String name, CommandLine command) {
    assertThat(command.getCommandSpec().findOption("--help")).as(name).isNotNull();
    assertThat(command.getCommandSpec().findOption("-h").usageHelp()).as(name).isTrue();
  }

  static List<Arguments> commands() {
    return all()
        .filter(command -> !command.getCommandSpec().usageMessage().hidden())
        .map(command -> Arguments.of(command.getCommandSpec().qualifiedName(), command))
        .toList();
  }

  /** What it is when it is left out, and what an option is that is given without a value. */
  private static Stream<String> defaults(ArgSpec choice) {
    return Stream.of(
            choice.defaultValue(),
            choice instanceof OptionSpec option ? option.fallbackValue() : null)
        .filter(value -> value != null && !value.isEmpty());
  }

  private static Stream<CommandLine> all() {
    Console console =
        new Console(
            new ResultStream(System.out),
            System.err,
            Terminal.none(),
            new Interruption(),
            Map.of());
    return andBelow(new CommandLine(new WavetrainCommand(), new CommandFactory(console)));
  }

  static List<Arguments> choices() {
    return all()
        .flatMap(
            command ->
                command.getCommandSpec().args().stream()
                    .filter(argument -> argument.type().isEnum())
                    .map(
                        argument ->
                            Arguments.of(
                                command.getCommandSpec().qualifiedName()
                                    + " "
                                    + argument.paramLabel(),
                                argument)))
        .toList();
  }

  private static Stream<CommandLine> andBelow(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(HelpTextsTest::andBelow));
  }
}
