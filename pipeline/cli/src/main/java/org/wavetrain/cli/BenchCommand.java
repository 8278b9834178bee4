package org.wavetrain.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.ExitCode;
import org.wavetrain.training.benchmark.BenchmarkMode;
import org.wavetrain.training.benchmark.BenchmarkProcess;
import org.wavetrain.training.benchmark.BenchmarkResult;
import org.wavetrain.training.benchmark.BenchmarkSettings;
import org.wavetrain.wav2vec2.device.Device;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.kernels.Precision;
import org.wavetrain.wav2vec2.onnx.LinearPrecision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures the engine's speed and memory. */
@Command(
    name = "bench",
    description = {
      "Measures the time of a training step and the memory that it takes.",
      "For example: wavetrain bench train --size base --batch 2 --seconds 5"
    },
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "MODE",
      description =
          "train: a whole training step; frozen: one with the convolutional encoder frozen; pretrain:"
              + " a step of pre-training; infer: a forward pass; ctc: the CTC loss with its gradient.")
  private BenchmarkMode mode;

  @Option(
      names = "--size",
      defaultValue = "BASE",
      description = "nano, small, medium, base or large (default: base).")
  private BenchmarkSettings.Size size;

  @Option(
      names = "--batch",
      paramLabel = "B",
      defaultValue = "2",
      description = "Utterances in a step (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--seconds",
      paramLabel = "T",
      defaultValue = "5",
      description = "Length of each utterance (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "6",
      description = "How often to step; the best counts (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Processor threads (default: as many as the machine has cores).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--precision",
      defaultValue = "FP32",
      description = "fp32, bf16 or tf32 of products and convolutions (default: fp32).")
  private Precision precision;

  @Option(
      names = "--onnx",
      arity = "0..1",
      fallbackValue = "FLOAT32",
      paramLabel = "LINEAR",
      description =
          "Infers with the exported model in ONNX Runtime, its linear layers in float32, int8_reduced"
              + " or int8 (default: float32).")
  private LinearPrecision onnx;

  @Option(
      names = "--profile",
      description = "Tells on standard error where the time goes; the step itself slows down.")
  private boolean profile;

  @Option(names = "--json", description = "Prints the result as one JSON object.")
  private boolean json;

  BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireWithin("--batch", batch, 1, 1024);
    requireWithin("--seconds", seconds, 0.1, 600.0);
    requireWithin("--steps", steps, 1, 1_000_000);
    requireWithin("--threads", threads, 1, 1024);
    if (onnx != null && mode != BenchmarkMode.INFER) {
      throw new UserFailure(
          CommandError.COMMAND_LINE_INVALID,
          "An exported model only infers; --onnx does not go with " + mode.word() + ".",
          "Type `wavetrain bench infer --onnx`, or leave --onnx out.");
    }
    if (onnx != null && precision != Precision.FP32) {
      throw new UserFailure(
          CommandError.COMMAND_LINE_INVALID,
          "--precision %s is the engine's; an exported model computes as --onnx says."
              .formatted(precision.word()),
          "Leave --precision out, or --onnx to measure the engine.");
    }
    if (precision != Precision.FP32) {
      // Refused here, where the sentence reaches the person.
      Kernels.on(Device.AUTO, precision).close();
    }
    BenchmarkResult result =
        BenchmarkProcess.measure(
            new BenchmarkSettings(
                mode, size, batch, seconds, steps, threads, precision, onnx, profile));
    console.out().println(json ? new ObjectMapper().writeValueAsString(result) : result.line());
    return ExitCode.DONE.code();
  }

  private static void requireWithin(String option, int value, int least, int most) {
    require(value >= least && value <= most, option, value, least, most);
  }

  private static void requireWithin(String option, double value, double least, double most) {
    require(value >= least && value <= most, option, value, least, most);
  }

  private static void require(
      boolean within, String option, Number value, Number least, Number most) {
    if (!within) {
      throw new UserFailure(
          CommandError.COMMAND_LINE_INVALID,
          "%s is %s, which is not from %s to %s.".formatted(option, value, least, most),
          "Give " + option + " a value in this range, or leave it out.");
    }
  }
}
