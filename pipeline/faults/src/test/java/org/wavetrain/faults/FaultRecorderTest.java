package org.wavetrain.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class FaultRecorderTest {
  /** Run by the tests below alone. */
  static final class Tried {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    @Fault(area = FaultArea.DISK, injected = "some", outcome = "told")
    void thatFailsOnce(int trial) {
      Assertions.assertNotEquals(2, trial);
    }

    @Test
    @Disabled
    @Fault(area = FaultArea.DISK, injected = "none", outcome = "told")
    void thatIsLeftOut() {}
  }

  /** A class that a machine cannot run. */
  static final class NotHere {
    @BeforeAll
    static void ask() {
      Assumptions.abort("not on this machine");
    }

    @Test
    @Fault(area = FaultArea.AUDIO, injected = "other", outcome = "told")
    void once() {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Fault(area = FaultArea.AUDIO, injected = "more", outcome = "told")
    void often(int trial) {}
  }

  @Test
  void whatWasTriedIsWrittenWithWhatThisMachineCannotTry(@TempDir Path folder) throws IOException {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(Tried.class), selectClass(NotHere.class))
            .build();

    // The recorder that is there for the tests of this build must not see these.
    LauncherConfig alone =
        LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build();
    LauncherFactory.create(alone).execute(request, new FaultRecorder(folder.toString()));

    assertThat(Files.readAllLines(folder.resolve(Tried.class.getName() + ".tsv")))
        .containsExactlyInAnyOrder(
            "DISK\tsome\ttold\tTried.thatFailsOnce\t3\t1",
            "DISK\tnone\ttold\tTried.thatIsLeftOut\t0\t0");
    assertThat(Files.readAllLines(folder.resolve(NotHere.class.getName() + ".tsv")))
        .containsExactlyInAnyOrder(
            "AUDIO\tother\ttold\tNotHere.once\t0\t0", "AUDIO\tmore\ttold\tNotHere.often\t0\t0");
  }
}
