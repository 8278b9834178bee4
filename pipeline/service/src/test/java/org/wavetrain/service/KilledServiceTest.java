package org.wavetrain.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

@Tag("slow")
class KilledServiceTest {
  @TempDir private Path temporary;

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "the speech service is killed (SIGKILL) while it takes in a recording",
      outcome =
          "the recording is removed when a service starts next; those of other running services"
              + " stay")
  void whatAKilledServiceLeftIsRemovedByTheNextOne() throws Exception {
    try (ServiceProcess killed = start();
        ServiceProcess running = start();
        UnhurriedClient first = UnhurriedClient.connect(killed.address("/transcribe"), 900);
        UnhurriedClient second = UnhurriedClient.connect(running.address("/transcribe"), 900)) {
      first.send("1");
      second.send("1");
      awaitRecording(killed);
      awaitRecording(running);

      killed.kill();
      assertThat(killed.folder()).isDirectoryContaining("glob:**.body");

      try (ServiceProcess next = start()) {
        assertThat(killed.folder()).doesNotExist();
        assertThat(next.folder()).isNotEqualTo(killed.folder()).isDirectory();
        assertThat(running.order("recordings")).isEqualTo("1");
      }
    }
  }

  private ServiceProcess start() throws Exception {
    return ServiceProcess.start(temporary, 1000, UnaryOperator.identity());
  }

  private static void awaitRecording(ServiceProcess service) throws Exception {
    while (service.order("recordings").equals("0")) {
      Thread.sleep(5);
    }
  }
}
