package org.wavetrain.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that holds all others. */
@Command(
    name = "wavetrain",
    description = "Retrains wav2vec 2.0 speech models end to end.",
    mixinStandardHelpOptions = true,
    version = "wavetrain " + WavetrainCommand.VERSION,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      QuickstartCommand.class,
      RunCommand.class,
      PlanCommand.class,
      RecipesCommand.class,
      EvaluateCommand.class,
      TranscribeCommand.class,
      ClassifyCommand.class,
      ModelsCommand.class,
      ServeModelCommand.class,
      ExportCommand.class,
      RunsCommand.class,
      ServeCommand.class,
      CompareCommand.class,
      PromoteCommand.class,
      RollbackCommand.class,
      HistoryCommand.class,
      AirflowCommand.class,
      StagesCommand.class,
      TaskCommand.class,
      DataReportCommand.class,
      DoctorCommand.class,
      BenchCommand.class,
      CompletionCommand.class,
      CommandReferenceCommand.class,
      LoadClassesCommand.class
    })
final class WavetrainCommand implements Runnable {
  static final String VERSION = "0.1.0";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "No command was given.");
  }
}
