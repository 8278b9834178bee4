package org.wavetrain.local.runner;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this machine, or the container around this process, has to give.
 *
 * @param cores processors
 * @param memoryMebibytes main memory
 */
public record Machine(int cores, long memoryMebibytes) {
  /** Left to the operating system, this process and the embedded servers. */
  private static final long RESERVED_MEBIBYTES = 1536;

  /** This machine. */
  public static Machine here() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        Runtime.getRuntime().availableProcessors(), system.getTotalMemorySize() >> 20);
  }

  /** How much memory all stages together may take. */
  long memoryForStagesMebibytes() {
    return Math.max(512, memoryMebibytes - RESERVED_MEBIBYTES);
  }

  /**
   * How many stages to run side by side unless told: stages compute on all the cores they get, so
   * that a second one is worth its memory only where there are many.
   */
  public int defaultParallelStages() {
    return Math.max(1, Math.min(4, cores / 4));
  }
}
