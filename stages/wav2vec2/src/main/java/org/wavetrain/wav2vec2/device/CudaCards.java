package org.wavetrain.wav2vec2.device;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.wavetrain.failure.UserFailure;

/**
 * The cards that the driver tells of, through its own command: asking CUDA itself would load the
 * library before it is known to run here.
 */
final class CudaCards {
  private static final String COMMAND = "nvidia-smi";
  private static final long PATIENCE_SECONDS = 30;

  private CudaCards() {}

  /** Those that the environment variable {@code CUDA_VISIBLE_DEVICES} leaves visible, or all. */
  static List<CudaCard> visible() {
    List<String> command =
        new ArrayList<>(List.of(COMMAND, "--query-gpu=compute_cap,name", "--format=csv,noheader"));
    String variable = System.getenv("CUDA_VISIBLE_DEVICES");
    if (variable != null) {
      List<String> identifiers = identifiers(variable);
      if (identifiers.isEmpty()) {
        return List.of();
      }
      command.add("--id=" + String.join(",", identifiers));
    }
    return ask(command);
  }

  /**
   * The cards that a value of {@code CUDA_VISIBLE_DEVICES} names. As CUDA reads it (CUDA C++
   * Programming Guide, environment variables), cards after an invalid one are hidden too, for which
   * -1 is the usual sign; no name hides all.
   */
  static List<String> identifiers(String variable) {
    return Arrays.stream(variable.split(","))
        .map(String::strip)
        .takeWhile(identifier -> !identifier.isEmpty() && !identifier.startsWith("-"))
        .toList();
  }

  /** No driver is no card; a driver that cannot be understood is a failure. */
  static List<CudaCard> ask(List<String> command) {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException noDriver) {
      return List.of();
    }
    try {
      process.getOutputStream().close();
      String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw unknown(answer, null);
      }
      return parse(answer);
    } catch (IOException broken) {
      throw unknown(broken.getMessage(), broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unknown("it was interrupted", interrupted);
    } finally {
      process.destroy();
    }
  }

  /** Lines such as {@code 8.6, NVIDIA GeForce RTX 3090}. */
  static List<CudaCard> parse(String answer) {
    List<CudaCard> cards = new ArrayList<>();
    for (String line : answer.lines().filter(text -> !text.isBlank()).toList()) {
      String[] fields = line.split(",", 2);
      try {
        ComputeCapability capability = ComputeCapability.parse(fields[0].strip());
        cards.add(new CudaCard(fields.length > 1 ? fields[1].strip() : "card", capability));
      } catch (NumberFormatException notANumber) {
        throw unknown(line, notANumber);
      }
    }
    return List.copyOf(cards);
  }

  private static UserFailure unknown(String answer, Exception cause) {
    return new UserFailure(
        DeviceError.DEVICE_UNKNOWN,
        "The NVIDIA driver does not say what cards there are: %s".formatted(answer.strip()),
        "Mend the driver until `%s` works, or set `device: cpu`.".formatted(COMMAND),
        cause);
  }
}
