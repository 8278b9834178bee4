package org.wavetrain.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The energy that the processors' packages have taken since this was made, by the counters that
 * Linux shows of Intel's and AMD's processors (RAPL, Documentation/power/powercap/powercap.rst).
 * Most systems let root alone read them.
 */
final class ProcessorEnergy {
  static final Path COUNTERS = Path.of("/sys/class/powercap");

  private static final Logger LOG = LoggerFactory.getLogger(ProcessorEnergy.class);
  private static final double MICROJOULES_OF_A_WATT_HOUR = 3600e6;
  private static final String ENERGY = "energy_uj";

  /** Zones such as {@code intel-rapl:0}; those within, {@code intel-rapl:0:1}, are part of them. */
  private static final String PACKAGE = "[a-z-]+:[0-9]+";

  private final Map<Path, Long> last = new LinkedHashMap<>();
  private double microjoules;

  private ProcessorEnergy() {}

  /** Begins to count what can be read below a folder. */
  static ProcessorEnergy of(Path counters) {
    ProcessorEnergy energy = new ProcessorEnergy();
    if (!Files.isDirectory(counters)) {
      return energy;
    }
    try (Stream<Path> zones = Files.list(counters)) {
      for (Path zone : zones.sorted().toList()) {
        if (zone.getFileName().toString().matches(PACKAGE)
            && Files.isReadable(zone.resolve(ENERGY))
            && name(zone).startsWith("package")) {
          energy.last.put(zone, number(zone.resolve(ENERGY)));
        }
      }
    } catch (IOException failure) {
      LOG.debug("No energy is told", failure);
      energy.last.clear();
    }
    return energy;
  }

  private static String name(Path zone) throws IOException {
    return Files.readString(zone.resolve("name")).strip();
  }

  private static long number(Path file) throws IOException {
    return Long.parseLong(Files.readString(file).strip());
  }

  /**
   * Watt-hours until now; empty where no counter can be read. To be asked once a minute at least: a
   * counter that has come to its end begins again.
   */
  synchronized OptionalDouble wattHours() throws IOException {
    if (last.isEmpty()) {
      return OptionalDouble.empty();
    }
    for (Map.Entry<Path, Long> zone : last.entrySet()) {
      long now = number(zone.getKey().resolve(ENERGY));
      long before = zone.setValue(now);
      microjoules +=
          now >= before
              ? now - before
              : now + number(zone.getKey().resolve("max_energy_range_uj")) - before;
    }
    return OptionalDouble.of(microjoules / MICROJOULES_OF_A_WATT_HOUR);
  }
}
