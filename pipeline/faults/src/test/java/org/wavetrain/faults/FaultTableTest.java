package org.wavetrain.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult.Status;

class FaultTableTest {
  private static void record(Path project, String module, FaultCase... cases) throws IOException {
    Path records = Files.createDirectories(project.resolve(module).resolve("target/faults"));
    Files.write(
        records.resolve("org.wavetrain.KilledTest.tsv"),
        List.of(cases).stream().map(FaultCase::line).toList());
  }

  private static FaultCase tried(FaultArea area, int trials, int failed) {
    return new FaultCase(area, "SIGKILL", "goes on", "KilledTest.goesOn", trials, failed);
  }

  @Test
  void whatAllModulesTriedIsPrintedByArea(@TempDir Path project) throws IOException {
    record(project, "pipeline/local", tried(FaultArea.DISK, 1, 0));
    record(project, "stages/finetune", tried(FaultArea.PROCESSES, 30, 0));

    assertThat(FaultTable.read(project).text())
        .containsExactly(
            "",
            "Processes",
            "  SIGKILL: goes on (30 trials)",
            "",
            "Disk",
            "  SIGKILL: goes on (1 trial)",
            "",
            "2 cases, 31 trials, 0 failed");
  }

  @Test
  void aFailureAndWhatWasNotTriedAreComplainedOf(@TempDir Path project) throws IOException {
    record(project, "pipeline/local", tried(FaultArea.DISK, 3, 1));

    assertThat(FaultTable.read(project).complaints())
        .contains(
            "FAILED: KilledTest.goesOn, 3 trials, 1 FAILED", "MISSING: nothing was tried of Audio")
        .doesNotContain("MISSING: nothing was tried of Disk");
  }

  @Test
  void whatAMachineCannotTryIsSaid(@TempDir Path project) throws IOException {
    record(project, "pipeline/local", tried(FaultArea.DISK, 0, 0).with(Status.ABORTED));

    FaultTable table = FaultTable.read(project);
    assertThat(table.text()).contains("  SIGKILL: goes on (cannot be tried on this machine)");
    assertThat(table.untried()).containsExactly("NOT TRIED on this machine: KilledTest.goesOn");
  }

  @Test
  void theDocumentIsHeldToWhatWasTried(@TempDir Path project) throws IOException {
    record(project, "pipeline/local", tried(FaultArea.DISK, 3, 0));
    List<String> table = FaultTable.read(project).markdown();
    Path file = project.resolve("reliability.md");
    Files.writeString(
        file,
        "# Promises\n<!-- faults -->\n| old | old | old |\n<!-- end of faults -->\nThe end\n");
    FaultDocument document = new FaultDocument(file);

    assertThat(document.differences(table))
        .contains(
            "MISSING in reliability.md: | SIGKILL | goes on | `KilledTest.goesOn` |",
            "NOT TRIED, but in reliability.md: | old | old | old |");

    document.write(table);

    assertThat(document.differences(table)).isEmpty();
    assertThat(file).content().startsWith("# Promises\n").endsWith("The end\n");
  }
}
