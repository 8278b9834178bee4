package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.ExitCode;
import org.wavetrain.tracking.TrackingError;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class FailureReportTest {
  private final ByteArrayOutputStream error = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "No space left on device",
        "There is not enough space on the disk",
        "Disk quota exceeded"
      })
  void aFullDiskIsNoFaultOfTheProgram(String message) {
    FileSystemException full = new FileSystemException("/home/report.html", null, message);

    assertThat(report(new UncheckedIOException(full))).isEqualTo(ExitCode.USER_FAILURE.code());
    assertThat(error.toString(UTF_8))
        .startsWith("wavetrain: DISK_FULL: A disk is full: /home/report.html: " + message + ".");
  }

  @Test
  void aServerThatIsAwayIsWorthAnotherTry() {
    UserFailure away =
        new UserFailure(TrackingError.TRACKING_UNREACHABLE, "It does not answer.", "Start it.");

    assertThat(report(away)).isEqualTo(ExitCode.STOPPED.code());
    assertThat(error.toString(UTF_8)).startsWith("wavetrain: TRACKING_UNREACHABLE: ");
  }

  @Test
  void anyOtherFailureIs() {
    assertThat(report(new IOException("Broken pipe"))).isEqualTo(ExitCode.FAILED.code());
    assertThat(error.toString(UTF_8)).startsWith("wavetrain: INTERNAL_ERROR: ");
  }

  private int report(Exception failure) {
    CommandLine command = new CommandLine(CommandSpec.create().name("wavetrain"));
    return new FailureReport(new PrintStream(error, true, UTF_8))
        .handleExecutionException(failure, command, command.parseArgs());
  }
}
