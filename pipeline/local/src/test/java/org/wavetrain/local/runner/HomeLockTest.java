package org.wavetrain.local.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.local.EmbeddedServerError;

class HomeLockTest {
  @TempDir private Path home;

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected = "a second run in one home",
      outcome = "it is refused with HOME_IN_USE and told which process works there")
  void theSecondRunInAHomeIsToldWhoHasIt() throws IOException {
    try (HomeLock first = HomeLock.take(home)) {
      assertThatThrownBy(() -> HomeLock.take(home))
          .isInstanceOfSatisfying(
              UserFailure.class,
              failure -> assertThat(failure.code()).isEqualTo(RunnerError.HOME_IN_USE))
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void aHomeCanBeTakenAgainOnceItIsFree() throws IOException {
    HomeLock.take(home.resolve("new")).close();
    HomeLock.take(home.resolve("new")).close();
  }

  @Test
  void aHomeThatIsAFileIsRefused() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "");

    assertThatThrownBy(() -> HomeLock.take(file))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(EmbeddedServerError.HOME_UNUSABLE))
        .hasMessage("The home folder %s cannot be written to: a file is in its place.", file);
  }
}
