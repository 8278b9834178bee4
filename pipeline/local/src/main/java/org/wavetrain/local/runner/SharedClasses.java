package org.wavetrain.local.runner;

import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * The classes that this process shares with others as they lie in memory (class data sharing, JEP
 * 350). A stage has the same class path, so that it can use them as well, and starts sooner.
 */
final class SharedClasses {
  private static final String ARCHIVE = "-XX:SharedArchiveFile=";

  private SharedClasses() {}

  /** The options of a process that uses those of this one; none if it shares none. */
  static List<String> options() {
    return options(ManagementFactory.getRuntimeMXBean().getInputArguments());
  }

  /**
   * @param own options of this process
   */
  static List<String> options(List<String> own) {
    // A stage tells its events on standard output, where Java would tell of an archive that it
    // passes over.
    return own.stream()
        .filter(option -> option.startsWith(ARCHIVE))
        // The last one counts.
        .reduce((earlier, later) -> later)
        .map(archive -> List.of(archive, "-Xlog:disable", "-Xlog:all=warning:stderr"))
        .orElse(List.of());
  }
}
