package org.wavetrain.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskTroubleTest {
  @ParameterizedTest
  @CsvSource({
    "No space left on device, DISK_FULL",
    "There is not enough space on the disk, DISK_FULL",
    "Disk quota exceeded, DISK_FULL",
    "Read-only file system, DISK_READ_ONLY",
    "The media is write protected, DISK_READ_ONLY"
  })
  void whatTheSystemSaysIsUnderstoodHoweverDeepItIs(String message, MachineError code) {
    Exception failure =
        new IllegalStateException(
            new UncheckedIOException(new FileSystemException("/home/report", null, message)));

    assertThat(DiskTrouble.behind(failure)).map(DiskTrouble::code).contains(code);
    assertThat(DiskTrouble.refusalBehind(failure).orElseThrow()).hasMessageContaining("/home");
    assertThat(DiskTrouble.of(failure)).as("not itself").isEmpty();
  }

  @Test
  void anyOtherFailureIsNone() {
    assertThat(DiskTrouble.behind(new IOException("Broken pipe"))).isEmpty();
    assertThat(DiskTrouble.behind(new IllegalStateException("No space left on device"))).isEmpty();
  }
}
