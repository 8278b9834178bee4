package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

/** What standard output cannot take is no success. */
class ResultStreamTest {
  private static final Path FULL = Path.of("/dev/full");

  @BeforeEach
  void installFromTheCheckout() {
    CommandRun.installFromTheCheckout();
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "standard output on a full disk",
      outcome = "DISK_FULL, and no success")
  void resultsThatDoNotFitAreAFailure() throws IOException {
    assumeTrue(Files.exists(FULL), "only Linux has a file that is always full");
    for (String[] command : new String[][] {{"recipes", "--json"}, {"recipes", "--help"}}) {
      try (OutputStream full = new FileOutputStream(FULL.toFile())) {
        CommandRun run = CommandRun.into(full, Map.of(), command);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.error()).startsWith("wavetrain: DISK_FULL: Standard output cannot be");
      }
    }
  }

  @Test
  void aCommandWhoseReaderHasGoneEndsQuietly() throws Exception {
    try (ClosedPipe pipe = ClosedPipe.open()) {
      assertThat(CommandRun.into(pipe.end(), Map.of(), "recipes"))
          .isEqualTo(new CommandRun(141, "", ""));
    }
  }

  @Test
  void anotherFaultOfTheOutputIsNamed() throws IOException {
    OutputStream closed = Files.newOutputStream(Files.createTempFile("results", ""));
    closed.close();
    CommandRun run = CommandRun.into(closed, Map.of(), "recipes");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.error()).startsWith("wavetrain: OUTPUT_FILE_UNWRITABLE: Standard output ");
  }
}
