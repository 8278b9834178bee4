package org.wavetrain.local.runner;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
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
    List<String> options = new ArrayList<>();
    own.stream()
        .filter(option -> option.startsWith(ARCHIVE))
        // The last one counts.
        .reduce((earlier, later) -> later)
        .ifPresent(
            archive -> {
              options.add(archive);
              // A stage tells its events on standard output, where Java would tell of an archive
              // that it passes over.
              options.add("-Xlog:disable");
              options.add("-Xlog:all=warning:stderr");
            });
    return List.copyOf(options);
  }
}
