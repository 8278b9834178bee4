package org.wavetrain.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.device.Device;
import org.wavetrain.wav2vec2.device.DeviceChoice;
import org.wavetrain.wav2vec2.kernels.Precision;

/** What computes here: the processor's instructions, and a graphics card. */
final class ProcessorChecks {
  private static final List<String> WANTED =
      List.of("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16");

  private ProcessorChecks() {}

  /** Linux tells instructions; elsewhere only what can be tried out is said. */
  static Finding processor(Path information) {
    String kernels =
        Precision.BF16.supported()
            ? "Training computes with oneDNN, in bf16 too."
            : "Training computes with oneDNN in single precision; bf16 needs AVX512-BF16 or AMX.";
    int cores = Runtime.getRuntime().availableProcessors();
    Optional<TreeSet<String>> flags = flags(information);
    if (flags.isEmpty()) {
      return Finding.ok("processor", "%d cores. %s".formatted(cores, kernels));
    }
    List<String> has = new ArrayList<>(WANTED);
    has.retainAll(flags.get());
    String sentence =
        "%d cores with %s. %s"
            .formatted(
                cores, has.isEmpty() ? "neither AVX2 nor more" : String.join(", ", has), kernels);
    boolean slow = !flags.get().contains("avx2") && System.getProperty("os.arch").equals("amd64");
    return slow
        ? Finding.warning(
            "processor",
            sentence,
            "Training is several times faster on a processor of 2013 or later, or in a virtual"
                + " machine that passes AVX2 on.")
        : Finding.ok("processor", sentence);
  }

  private static Optional<TreeSet<String>> flags(Path information) {
    try {
      return Files.readAllLines(information).stream()
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> new TreeSet<>(Arrays.asList(line.split("\\s+"))));
    } catch (IOException elsewhere) {
      return Optional.empty();
    }
  }

  static Finding card() {
    List<String> cards;
    try {
      cards = DeviceChoice.cards();
    } catch (UserFailure failure) {
      return Finding.warning("cuda", failure.getMessage(), failure.remedy());
    }
    try {
      DeviceChoice.choose(Device.CUDA);
      return Finding.ok("cuda", "Training computes on %s.".formatted(String.join(", ", cards)));
    } catch (UserFailure refused) {
      return cards.isEmpty()
          ? Finding.ok(
              "cuda", "Training computes on the processor: the driver shows no NVIDIA card.")
          : Finding.warning(
              "cuda",
              "There is %s. %s".formatted(String.join(", ", cards), refused.getMessage()),
              refused.remedy());
    }
  }
}
