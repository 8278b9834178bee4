package org.wavetrain.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * The Java runtime and the memory.
 *
 * @param javaVersion its feature number
 * @param memoryMebibytes what the machine has, or what its container may take
 * @param heapMebibytes what this process may take of it
 */
record MachineChecks(int javaVersion, long memoryMebibytes, long heapMebibytes) {
  private static final int OLDEST_JAVA = 17;

  /** The fine-tuning of a small model asks for so much. */
  private static final long LEAST_MEBIBYTES = 3_000;

  private static final long COMFORTABLE_MEBIBYTES = 7_500;

  static MachineChecks here() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new MachineChecks(
        Runtime.version().feature(),
        system.getTotalMemorySize() >> 20,
        Runtime.getRuntime().maxMemory() >> 20);
  }

  Finding java() {
    String sentence =
        "Java %s at %s."
            .formatted(System.getProperty("java.version"), System.getProperty("java.home"));
    return javaVersion >= OLDEST_JAVA
        ? Finding.ok("java", sentence)
        : Finding.failed(
            "java",
            sentence + " It is older than %d.".formatted(OLDEST_JAVA),
            "Install a newer JDK and set JAVA_HOME to it.");
  }

  Finding memory() {
    String sentence =
        String.format(
            Locale.ROOT,
            "%.1f GiB of memory for all, in a container what its limit allows; this process may"
                + " take %.1f GiB, and a stage's process as much as its kind declares.",
            memoryMebibytes / 1024.0,
            heapMebibytes / 1024.0);
    if (memoryMebibytes < LEAST_MEBIBYTES) {
      return Finding.failed(
          "memory", sentence, "Use a machine of 4 GiB or more, or raise the container's limit.");
    }
    return memoryMebibytes < COMFORTABLE_MEBIBYTES
        ? Finding.warning(
            "memory",
            sentence,
            "Stages run one after another here; models of size base want 8 GiB or more.")
        : Finding.ok("memory", sentence);
  }
}
