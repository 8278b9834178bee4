package org.wavetrain.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process was started with, as Linux tells below {@code /proc}: what {@link ProcessHandle}
 * tells of long commands is nothing.
 */
public final class RunningProcess {
  private RunningProcess() {}

  /** All its arguments, separated by blanks; empty if it is gone. */
  public static String arguments(ProcessHandle process) {
    try {
      Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return new String(Files.readAllBytes(file), UTF_8).replace('\0', ' ');
    } catch (IOException gone) {
      return "";
    }
  }
}
