package org.wavetrain.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wavetrain.definition.ParameterOverride;
import org.wavetrain.failure.UserFailure;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how a model is evaluated: short forms of the stage's parameters. */
final class EvaluateOptions {
  private static final String STAGE = "evaluate";
  private static final String DECODER = "decoder";
  private static final String BEAM = "beam";

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      defaultValue = "auto",
      description =
          "test, validation, train, held_out (test and validation), all, or auto: test if the"
              + " corpus has it, else all (default).")
  private String split;

  @Option(
      names = "--decoder",
      paramLabel = "NAME",
      description = "greedy (default) or beam, which a language model implies.")
  private String decoder;

  @Option(names = "--beam-width", paramLabel = "N", description = "Most beams kept in a frame.")
  private String beamWidth;

  @Option(
      names = "--language-model",
      paramLabel = "PATH",
      description = "An ARPA file, plain or .gz, or a folder that holds one.")
  private Path languageModel;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Most utterances that go through the model together.")
  private String batchSize;

  @Mixin private ExitOption exit;

  /** The file of the language model, or the folder that it is in, if there is one. */
  Optional<Path> languageModel() {
    return Optional.ofNullable(languageModel).map(path -> path.toAbsolutePath().normalize());
  }

  /**
   * The parameters that the options stand for.
   *
   * @param given those of {@code --set}, which win over them
   * @throws UserFailure {@code COMMAND_LINE_INVALID} when there is a beam width but no beam search
   */
  List<ParameterOverride> parameters(List<ParameterOverride> given) {
    String decoding = decoder == null && languageModel != null ? BEAM : decoder;
    boolean setOtherwise =
        given.stream()
            .anyMatch(other -> other.stage().equals(STAGE) && other.parameter().equals(DECODER));
    if (beamWidth != null && !BEAM.equals(decoding) && !setOtherwise) {
      throw new UserFailure(
          CommandError.COMMAND_LINE_INVALID,
          "--beam-width %s has no meaning with the decoder greedy.".formatted(beamWidth),
          "Add --decoder beam, or leave --beam-width out.");
    }
    List<ParameterOverride> parameters = new ArrayList<>();
    parameters.add(new ParameterOverride(STAGE, "splits", split));
    add(parameters, DECODER, decoding);
    add(parameters, "beam_width", beamWidth);
    add(parameters, "batch_size", batchSize);
    exit.rule()
        .ifPresent(
            rule -> add(parameters, "exit", "{%s: %s}".formatted(rule.getKey(), rule.getValue())));
    return parameters;
  }

  private static void add(List<ParameterOverride> parameters, String name, String value) {
    if (value != null) {
      parameters.add(new ParameterOverride(STAGE, name, value));
    }
  }
}
