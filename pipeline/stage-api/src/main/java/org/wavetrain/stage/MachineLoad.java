package org.wavetrain.stage;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How busy the machine is; in a container, as far as the JVM and Linux tell it, the container.
 * Megabytes are millions of bytes, percentages 0 to 100.
 */
final class MachineLoad {
  private static final double MEGABYTE = 1e6;
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final Path NETWORK = Path.of("/proc/net/dev");

  /** The fields of a line of {@code /proc/net/dev}, after the interface's name: proc(5). */
  private static final int RECEIVED = 0;

  private static final int TRANSMITTED = 8;

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final Path folder;
  private final long receivedBefore;
  private final long transmittedBefore;
  private final ProcessorEnergy energy;

  /**
   * @param folder on the disk to look at
   */
  MachineLoad(Path folder) {
    this(folder, ProcessorEnergy.of(ProcessorEnergy.COUNTERS));
  }

  MachineLoad(Path folder, ProcessorEnergy energy) {
    this.folder = folder;
    this.energy = energy;
    this.receivedBefore = traffic(RECEIVED);
    this.transmittedBefore = traffic(TRANSMITTED);
  }

  /** Watt-hours of the processors since this was made. */
  OptionalDouble wattHours() throws IOException {
    return energy.wattHours();
  }

  /** What can be told, by MLflow's names; the network's and the energy since this was made. */
  Map<String, Double> figures() throws IOException {
    Map<String, Double> figures = new LinkedHashMap<>();
    // Negative where it is not known.
    double processors = system.getCpuLoad();
    if (processors >= 0) {
      figures.put("cpu_utilization_percentage", rounded(100 * processors));
    }
    double memory = system.getTotalMemorySize();
    double used = memory - availableMemory();
    figures.put("system_memory_usage_megabytes", rounded(used / MEGABYTE));
    figures.put("system_memory_usage_percentage", rounded(100 * used / memory));
    FileStore disk = Files.getFileStore(folder);
    double space = disk.getTotalSpace();
    double taken = space - disk.getUnallocatedSpace();
    figures.put("disk_usage_megabytes", rounded(taken / MEGABYTE));
    figures.put("disk_usage_percentage", rounded(100 * taken / space));
    figures.put("disk_available_megabytes", rounded(disk.getUsableSpace() / MEGABYTE));
    if (Files.isReadable(NETWORK)) {
      figures.put(
          "network_receive_megabytes", rounded((traffic(RECEIVED) - receivedBefore) / MEGABYTE));
      figures.put(
          "network_transmit_megabytes",
          rounded((traffic(TRANSMITTED) - transmittedBefore) / MEGABYTE));
    }
    energy
        .wattHours()
        .ifPresent(
            wattHours -> figures.put("energy_watt_hours", Math.round(1e4 * wattHours) / 1e4));
    return figures;
  }

  /** Bytes that programs could have: on Linux, files in memory give way to them. */
  private double availableMemory() throws IOException {
    double free = system.getFreeMemorySize();
    if (!Files.isReadable(MEMORY)) {
      return free;
    }
    // In a container these are the host's figures; no more of them counts than the JVM can see.
    return Files.readAllLines(MEMORY).stream()
        .filter(line -> line.startsWith("MemAvailable:"))
        .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("[^0-9]", "")))
        .map(available -> Math.min(available, system.getTotalMemorySize()))
        .findFirst()
        .orElse(free);
  }

  /**
   * Bytes of all interfaces together since the machine was started; 0 where there is no telling.
   */
  private static long traffic(int field) {
    List<String> lines;
    try {
      lines = Files.readAllLines(NETWORK);
    } catch (IOException absent) {
      return 0;
    }
    long bytes = 0;
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon >= 0) {
        bytes += Long.parseLong(line.substring(colon + 1).trim().split("\\s+")[field]);
      }
    }
    return bytes;
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
