package org.wavetrain.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A disk that takes its time: each write of a process and of its children, and each wait for the
 * disk to have it, takes longer. It is {@code strace} that holds them up, as the kernel does when a
 * disk is slow.
 */
public final class SlowDisk {
  private SlowDisk() {}

  /** Whether this machine has {@code strace}, and lets it hold up others. */
  public static boolean isPossible() throws InterruptedException {
    try {
      return new ProcessBuilder(with(Duration.ofMillis(1), Duration.ofMillis(1), List.of("true")))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }

  /**
   * The command that runs another one on such a disk.
   *
   * @param write how much longer each write takes, of a file or of a socket
   * @param flush how much longer it takes until the disk has what was written
   */
  public static List<String> with(Duration write, Duration flush, List<String> command) {
    List<String> whole =
        new ArrayList<>(
            List.of(
                "strace",
                "--follow-forks",
                "--seccomp-bpf",
                "--quiet=all",
                "--output=/dev/null",
                "--trace=write,pwrite64,writev,fsync,fdatasync,msync",
                delay("write,pwrite64,writev", write),
                delay("fsync,fdatasync,msync", flush)));
    whole.addAll(command);
    return whole;
  }

  private static String delay(String calls, Duration delay) {
    return "--inject=" + calls + ":delay_enter=" + TimeUnit.NANOSECONDS.toMicros(delay.toNanos());
  }
}
