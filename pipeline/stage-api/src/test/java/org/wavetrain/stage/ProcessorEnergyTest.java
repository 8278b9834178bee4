package org.wavetrain.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On files like those of Linux: two packages, and a part of the first. */
class ProcessorEnergyTest {
  private static final long WATT_HOUR = 3_600_000_000L;

  @TempDir private Path counters;

  private void zone(String zone, String name, long microjoules) throws IOException {
    Path folder = Files.createDirectories(counters.resolve(zone));
    Files.writeString(folder.resolve("name"), name + "\n");
    Files.writeString(folder.resolve("energy_uj"), microjoules + "\n");
    Files.writeString(folder.resolve("max_energy_range_uj"), 10 * WATT_HOUR + "\n");
  }

  @Test
  void packagesAreAddedUpAndTheirPartsAreNot() throws IOException {
    zone("intel-rapl:0", "package-0", 5);
    zone("intel-rapl:0:0", "core", 5);
    zone("intel-rapl:1", "package-1", WATT_HOUR);
    zone("intel-rapl:2", "psys", 5);
    ProcessorEnergy energy = ProcessorEnergy.of(counters);
    zone("intel-rapl:0", "package-0", 5 + WATT_HOUR);
    zone("intel-rapl:0:0", "core", 5 + WATT_HOUR);
    zone("intel-rapl:1", "package-1", WATT_HOUR + WATT_HOUR / 2);
    zone("intel-rapl:2", "psys", 5 + 7 * WATT_HOUR);

    assertThat(energy.wattHours()).hasValue(1.5);
    assertThat(new MachineLoad(counters, energy).figures()).containsEntry("energy_watt_hours", 1.5);
  }

  @Test
  void aCounterThatBeginsAgainGoesOn() throws IOException {
    zone("intel-rapl:0", "package-0", 9 * WATT_HOUR);
    ProcessorEnergy energy = ProcessorEnergy.of(counters);
    zone("intel-rapl:0", "package-0", WATT_HOUR);

    assertThat(energy.wattHours().orElseThrow()).isCloseTo(2, offset(1e-9));
  }

  @Test
  void withoutCountersNothingIsTold() throws IOException {
    assertThat(ProcessorEnergy.of(counters).wattHours()).isEmpty();
    assertThat(ProcessorEnergy.of(counters.resolve("none")).wattHours()).isEmpty();
    assertThat(new MachineLoad(counters, ProcessorEnergy.of(counters)).figures())
        .doesNotContainKey("energy_watt_hours");
  }
}
