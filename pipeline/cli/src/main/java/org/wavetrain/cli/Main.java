package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import org.wavetrain.cli.display.Terminal;
import picocli.CommandLine;

/** The {@code wavetrain} command. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    LogFile.none();
    // Not System.out: its encoding follows the locale, and bars need more than ASCII.
    ResultStream out = new ResultStream(new FileOutputStream(FileDescriptor.out));
    PrintStream error = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
    Interruption interruption = Interruption.watch();
    Terminal terminal = Terminal.ofThisProcess(System.getenv());
    int code;
    try {
      code = run(new Console(out, error, terminal, interruption, System.getenv()), arguments);
    } finally {
      out.flush();
      interruption.commandIsOver();
    }
    System.exit(code);
  }

  /** Runs a command. */
  static int run(Console console, String... arguments) {
    FailureReport failures = new FailureReport(console.error());
    return new CommandLine(new WavetrainCommand(), new CommandFactory(console))
        .addSubcommand(help())
        .setOut(console.outWriter())
        .setErr(console.errorWriter())
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures)
        .setExecutionStrategy(new CheckedExecution(console.out()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        // Else -home would be -h with more letters.
        .setPosixClusteredShortOptionsAllowed(false)
        .execute(arguments);
  }

  /** {@code wavetrain help COMMAND}, for who is used to it; the help itself speaks of --help. */
  private static CommandLine help() {
    CommandLine help = new CommandLine(new CommandLine.HelpCommand());
    help.getCommandSpec().usageMessage().hidden(true);
    return help;
  }
}
