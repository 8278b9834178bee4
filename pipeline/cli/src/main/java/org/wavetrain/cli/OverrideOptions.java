package org.wavetrain.cli;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wavetrain.definition.DefinitionError;
import org.wavetrain.definition.Overrides;
import org.wavetrain.definition.ParameterOverride;
import org.wavetrain.definition.SourceOverride;
import org.wavetrain.definition.VariantOverride;
import org.wavetrain.failure.UserFailure;
import picocli.CommandLine.Option;

/** The options that say something in place of the pipeline file. */
final class OverrideOptions {
  @Option(
      names = "--set",
      paramLabel = "STAGE.PARAMETER=VALUE",
      description = "A parameter in place of the file's, for example finetune.learning_rate=1e-4.")
  private List<String> parameters = new ArrayList<>();

  @Option(
      names = "--source",
      paramLabel = "NAME=DIR",
      description = "A folder in place of the file's, for example torgo=/data/TORGO.")
  private List<String> sources = new ArrayList<>();

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description = "A variant of the file's orchestration, whose parameters count.")
  private String variant;

  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      description = "The date that $${date} in the file's paths goes by (default: today).")
  private String date;

  /**
   * What the options say.
   *
   * @throws UserFailure {@code OVERRIDE_MALFORMED}
   */
  Overrides overrides() {
    return new Overrides(
        parameters.stream().map(ParameterOverride::parse).toList(),
        sources.stream().map(SourceOverride::parse).toList(),
        Optional.ofNullable(variant).map(VariantOverride::new),
        Optional.ofNullable(date).map(OverrideOptions::date));
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException malformed) {
      throw new UserFailure(
          DefinitionError.OVERRIDE_MALFORMED,
          "--date " + text + " is not a date.",
          "Write it as --date 2026-01-31.",
          malformed);
    }
  }
}
