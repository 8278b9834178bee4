package org.wavetrain.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** For which files a process has waited until the disk had them, as {@code strace} tells. */
public final class FlushedFiles {
  private static final Pattern FLUSHED = Pattern.compile("f(?:data)?sync\\(\\d+<(.+)>\\) += 0");

  private FlushedFiles() {}

  /** The command that runs another one and writes into a file what it waits for. */
  public static List<String> with(Path record, List<String> command) {
    List<String> whole =
        new ArrayList<>(
            List.of(
                "strace",
                "--follow-forks",
                "--seccomp-bpf",
                "--quiet=all",
                "--decode-fds=path",
                "--output=" + record,
                "--trace=fsync,fdatasync"));
    whole.addAll(command);
    return whole;
  }

  /** The files and folders, in the order in which the disk had them. */
  public static List<Path> read(Path record) throws IOException {
    List<Path> flushed = new ArrayList<>();
    for (String line : Files.readAllLines(record)) {
      Matcher call = FLUSHED.matcher(line);
      if (call.find()) {
        flushed.add(Path.of(call.group(1)));
      }
    }
    return flushed;
  }
}
