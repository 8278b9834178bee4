package org.wavetrain.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a process holds, as Linux tells below {@code /proc}.
 *
 * @param residentBytes of memory
 * @param fileHandles that are open, sockets included
 */
public record ResourceUse(long residentBytes, int fileHandles, int threads) {
  private static final String RESIDENT = "VmRSS:";
  private static final String THREADS = "Threads:";
  private static final int BYTES_OF_A_KILOBYTE = 1024;

  /** Whether this machine tells it. */
  public static boolean isKnown() {
    return Files.isReadable(Path.of("/proc/self/status"));
  }

  /**
   * Looks.
   *
   * @throws IOException when the process is gone
   */
  public static ResourceUse of(ProcessHandle process) throws IOException {
    Path folder = Path.of("/proc", Long.toString(process.pid()));
    long resident = 0;
    int threads = 0;
    for (String line : Files.readAllLines(folder.resolve("status"))) {
      if (line.startsWith(RESIDENT)) {
        resident = number(line) * BYTES_OF_A_KILOBYTE;
      } else if (line.startsWith(THREADS)) {
        threads = (int) number(line);
      }
    }
    try (Stream<Path> handles = Files.list(folder.resolve("fd"))) {
      return new ResourceUse(resident, (int) handles.count(), threads);
    }
  }

  /** Looks; empty when the process is gone. */
  public static Optional<ResourceUse> ofRunning(ProcessHandle process) {
    try {
      return Optional.of(of(process));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static long number(String line) {
    return Long.parseLong(line.replaceAll("\\D+", ""));
  }
}
