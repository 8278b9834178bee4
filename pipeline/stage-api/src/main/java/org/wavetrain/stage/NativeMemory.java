package org.wavetrain.stage;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How much memory arrays outside of the heap may take: all that the machine has, or the container
 * around this process. JavaCPP, which allocates them, would take no more than the heap's size.
 */
final class NativeMemory {
  static final String ARRAYS = "org.bytedeco.javacpp.maxbytes";
  static final String PROCESS = "org.bytedeco.javacpp.maxphysicalbytes";

  private NativeMemory() {}

  /** Sets what is not set; to be called before the first array is allocated. */
  static void limit() {
    limit(ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize());
  }

  /**
   * @param bytes what the container may take
   */
  static void limit(long bytes) {
    for (String property : new String[] {ARRAYS, PROCESS}) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, Long.toString(bytes));
      }
    }
  }
}
