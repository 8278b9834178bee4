package org.wavetrain.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** SIGHUP, which the processes of a terminal get when it is closed. */
public final class HangUpSignal {
  private static final String IGNORED = "SigIgn:";

  private HangUpSignal() {}

  /**
   * Whether processes that this one starts take no notice of it, as below {@code nohup}. Linux
   * tells; elsewhere it is taken for no.
   */
  public static boolean isIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith(IGNORED))
        .map(line -> Long.parseUnsignedLong(line.substring(IGNORED.length()).trim(), 16))
        // The lowest bit is that of signal 1.
        .anyMatch(signals -> (signals & 1) == 1);
  }
}
