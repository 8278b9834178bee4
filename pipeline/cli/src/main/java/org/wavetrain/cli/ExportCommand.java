package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.wavetrain.export.ExitFiles;
import org.wavetrain.export.Integers;
import org.wavetrain.export.ModelExport;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exports a model folder without a pipeline. */
@Command(
    name = "export",
    description = {
      "Writes a model folder in Hugging Face's layout, with ONNX files.",
      "For example: wavetrain export facebook-wav2vec2-base-960h my-export"
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "Folder of a wav2vec 2.0 model that transcribes or classifies.")
  private Path model;

  @Parameters(
      index = "1",
      paramLabel = "DIR",
      description = "Folder to write to; made if it is not there, empty if it is.")
  private Path target;

  @Option(
      names = "--exits",
      paramLabel = "HOW",
      defaultValue = "together",
      description =
          "Early exits as outputs of one ONNX file (together) or a file each (separate);"
              + " default: ${DEFAULT-VALUE}.")
  private ExitFiles exits;

  @Option(
      names = "--int8",
      paramLabel = "HOW",
      defaultValue = "portable",
      description =
          "8-bit files too: none, portable (weights of 7 bits, the same on every processor) or"
              + " full (of 8 bits); default: ${DEFAULT-VALUE}.")
  private Integers integers;

  @Mixin private JsonOption json;

  ExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Path folder = target.toAbsolutePath().normalize();
    double difference = write(folder);
    json.print(console, () -> new Exported(folder.toString(), difference));
    json.words(console)
        .out()
        .printf(
            Locale.ROOT, "%s: ONNX Runtime differs from the engine by %.1e%n", target, difference);
    return ExitCode.DONE.code();
  }

  private double write(Path folder) throws IOException {
    try (OutputFolder output = OutputFolder.take(folder)) {
      double difference = new ModelExport(exits, integers).write(model, output.draft());
      output.publish();
      return difference;
    }
  }

  /**
   * @param difference largest that was found between ONNX Runtime and the engine
   */
  private record Exported(String folder, double difference) {}
}
