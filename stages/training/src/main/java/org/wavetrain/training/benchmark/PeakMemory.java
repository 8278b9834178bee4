package org.wavetrain.training.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Pointer;

/** The most memory of this process that was resident at any time. */
final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";

  private PeakMemory() {}

  /** In MiB: the kernel's record on Linux; elsewhere, where there is none, what is resident now. */
  static long mebibytes() throws IOException {
    if (Files.isReadable(STATUS)) {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(PEAK)) {
          String[] words = line.substring(PEAK.length()).trim().split("\\s+");
          return Long.parseLong(words[0]) >> 10;
        }
      }
    }
    return Pointer.physicalBytes() >> 20;
  }
}
