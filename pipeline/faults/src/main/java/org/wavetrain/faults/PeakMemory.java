package org.wavetrain.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The most memory that this process held, as Linux tells it: that of native code too, which no
 * limit of the heap bounds.
 */
public final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path FORGET = Path.of("/proc/self/clear_refs");
  private static final String FORGET_PEAK = "5";
  private static final String PEAK = "VmHWM:";
  private static final int BYTES_OF_A_KILOBYTE = 1024;

  private PeakMemory() {}

  /** Whether this machine tells it. */
  public static boolean isKnown() {
    return Files.isReadable(STATUS) && Files.isWritable(FORGET);
  }

  /** What something takes. */
  @FunctionalInterface
  public interface Taking {
    void run() throws Exception;
  }

  /** By how many bytes more than before the process held at most while something was done. */
  public static long growthWhile(Taking taking) throws Exception {
    Files.writeString(FORGET, FORGET_PEAK);
    long before = peak();
    taking.run();
    return peak() - before;
  }

  private static long peak() throws IOException {
    return Files.readAllLines(STATUS).stream()
            .filter(line -> line.startsWith(PEAK))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
            .findFirst()
            .orElseThrow(() -> new IOException(STATUS + " has no " + PEAK))
        * BYTES_OF_A_KILOBYTE;
  }
}
