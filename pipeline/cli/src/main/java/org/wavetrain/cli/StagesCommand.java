package org.wavetrain.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.wavetrain.cli.display.TextTable;
import org.wavetrain.definition.InputPort;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.ParameterType;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists what stages there are, or one's inputs and parameters. */
@Command(
    name = "stages",
    description = {
      "Lists the stages there are, with their inputs and parameters.",
      "For example: wavetrain stages finetune"
    },
    mixinStandardHelpOptions = true)
final class StagesCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "STAGE",
      description = "Only this kind of stage, in full.")
  private String kind;

  @Mixin private JsonOption json;

  StagesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<StageDescriptor> stages = StageKinds.installed().descriptors();
    if (json.wanted()) {
      List<StageDescriptor> shown = kind == null ? stages : List.of(find(kind, stages));
      json.print(console, shown.stream().map(Described::of).toList());
    } else {
      console.out().print(kind == null ? all(stages).toString() : full(find(kind, stages)));
    }
    return ExitCode.DONE.code();
  }

  private static StageDescriptor find(String kind, List<StageDescriptor> stages) {
    return stages.stream()
        .filter(stage -> stage.kind().equals(kind))
        .findFirst()
        .orElseThrow(
            () ->
                new UserFailure(
                    CommandError.COMMAND_LINE_INVALID,
                    "There is no kind of stage called " + kind + ".",
                    "Type one of "
                        + stages.stream()
                            .map(StageDescriptor::kind)
                            .collect(Collectors.joining(", "))
                        + ", or none to list them all."));
  }

  private static TextTable all(List<StageDescriptor> stages) {
    TextTable table = new TextTable("stage", "does");
    stages.forEach(stage -> table.row(stage.kind(), stage.description()));
    return table;
  }

  private static String full(StageDescriptor stage) {
    TextTable inputs = new TextTable("input", "takes", "needed");
    for (InputPort port : stage.inputs()) {
      inputs.row(
          port.name(),
          String.join(", ", port.accepts()) + (port.repeated() ? " (one or more)" : ""),
          port.required() ? "yes" : "no");
    }
    TextTable parameters = new TextTable("parameter", "values", "default", "meaning");
    for (Parameter parameter : stage.parameters()) {
      parameters.row(
          parameter.name(),
          values(parameter.type()),
          parameter.fallback().map(String::valueOf).orElse("none"),
          parameter.description());
    }
    return stage.kind() + ": " + stage.description() + "\n\n" + inputs + "\n" + parameters;
  }

  private static String values(ParameterType type) {
    if (type instanceof ParameterType.Integer whole) {
      return whole.minimum() + " to " + whole.maximum();
    }
    if (type instanceof ParameterType.Number number) {
      return number.minimum() + " to " + number.maximum();
    }
    if (type instanceof ParameterType.Choice choice) {
      return choice.choices().stream().collect(Collectors.joining(" | "));
    }
    if (type instanceof ParameterType.ListOf list) {
      return "list of " + values(list.element());
    }
    if (type instanceof ParameterType.OneOf oneOf) {
      return oneOf.alternatives().entrySet().stream()
          .map(entry -> "{%s: %s}".formatted(entry.getKey(), values(entry.getValue())))
          .collect(Collectors.joining(" | "));
    }
    return type instanceof ParameterType.Flag ? "true | false" : "text";
  }

  /** A stage as programs read it; the values of parameters are as people read them. */
  private record Described(
      String stage,
      String description,
      String codeVersion,
      List<InputPort> inputs,
      List<DescribedParameter> parameters) {
    static Described of(StageDescriptor stage) {
      return new Described(
          stage.kind(),
          stage.description(),
          stage.codeVersion(),
          stage.inputs(),
          stage.parameters().stream().map(DescribedParameter::of).toList());
    }
  }

  private record DescribedParameter(
      String name, String values, Optional<Object> fallback, String description) {
    static DescribedParameter of(Parameter parameter) {
      return new DescribedParameter(
          parameter.name(),
          StagesCommand.values(parameter.type()),
          parameter.fallback(),
          parameter.description());
    }
  }
}
