package org.wavetrain.cli;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
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
   * What the options say; all that is wrong with them is told at once.
   *
   * @throws UserFailure {@code OVERRIDE_MALFORMED}
   */
  Overrides overrides() {
    List<UserFailure> wrong = new ArrayList<>();
    List<ParameterOverride> set = read(parameters, ParameterOverride::parse, wrong);
    List<SourceOverride> folders = read(sources, SourceOverride::parse, wrong);
    List<LocalDate> dates =
        read(Optional.ofNullable(date).stream().toList(), OverrideOptions::date, wrong);
    if (!wrong.isEmpty()) {
      throw new UserFailure(
          DefinitionError.OVERRIDE_MALFORMED,
          joined(wrong, UserFailure::getMessage),
          joined(wrong, UserFailure::remedy),
          wrong.get(0));
    }
    return new Overrides(
        set,
        folders,
        Optional.ofNullable(variant).map(VariantOverride::new),
        dates.stream().findFirst());
  }

  private static <T> List<T> read(
      List<String> texts, Function<String, T> reader, List<UserFailure> wrong) {
    List<T> values = new ArrayList<>();
    for (String text : texts) {
      try {
        values.add(reader.apply(text));
      } catch (UserFailure malformed) {
        wrong.add(malformed);
      }
    }
    return values;
  }

  private static String joined(List<UserFailure> wrong, Function<UserFailure, String> words) {
    return wrong.stream().map(words).distinct().collect(Collectors.joining(" "));
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
