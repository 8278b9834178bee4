package org.wavetrain.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process of this user was started with, as Linux tells below {@code /proc}: what {@link
 * ProcessHandle} tells of long commands is nothing.
 */
public final class RunningProcess {
  private RunningProcess() {}

  /** All its arguments; none if it is gone. */
  public static List<String> arguments(ProcessHandle process) {
    return read(process, "cmdline");
  }

  /** The variables of its environment, as {@code NAME=VALUE}; none if it is gone. */
  public static List<String> variables(ProcessHandle process) {
    return read(process, "environ");
  }

  private static List<String> read(ProcessHandle process, String name) {
    try {
      Path file = Path.of("/proc", Long.toString(process.pid()), name);
      return List.of(new String(Files.readAllBytes(file), UTF_8).split("\0"));
    } catch (IOException gone) {
      return List.of();
    }
  }
}
