package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.FaultProxy;
import org.wavetrain.promotion.SmallRegistry;

/**
 * Runs whose stages die before a change of the object store, are started again, die before the next
 * one, and so on.
 */
@Tag("slow")
class KilledAtStoreTest {
  private static final String ENDPOINT = "WAVETRAIN_S3_ENDPOINT";
  private static final int STEPS = 6;

  @RegisterExtension private final SmallRegistry killed = new SmallRegistry(SmallPipeline.NAME);

  @RegisterExtension
  private final SmallRegistry undisturbed = new SmallRegistry(SmallPipeline.NAME);

  @TempDir private Path folder;

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected =
          "SIGKILL before each kind of change of the object store: a claim, a checkpoint, an upload,"
              + " a manifest, a removal",
      outcome =
          "the run that lives ends with the same artifact keys and the same weights, bit for bit")
  void whatIsKilledBeforeEachChangeOfTheStoreEndsAsAnUndisturbedRun() throws Exception {
    Path file = SmallPipeline.write(folder, STEPS);
    assertThat(start(file, "undisturbed", undisturbed.environment()).waitFor()).isZero();

    StoreKiller killer = new StoreKiller();
    try (FaultProxy proxy = new FaultProxy(URI.create(killed.environment().get(ENDPOINT)))) {
      proxy.plan(killer);
      Map<String, String> environment = new HashMap<>(killed.environment());
      environment.put(ENDPOINT, proxy.address().toString());
      int deaths;
      int status;
      do {
        deaths = killer.deaths().size();
        status = killer.kills(start(file, "killed", environment)).waitFor();
      } while (killer.deaths().size() > deaths);
      assertThat(status).as(Files.readString(folder.resolve("killed.log"))).isZero();
    }

    assertThat(killer.deaths())
        .contains(
            "PUT claims",
            "PUT artifacts",
            "PUT artifacts manifest",
            "PUT checkpoints",
            "PUT checkpoints manifest",
            "DELETE checkpoints");
    assertThat(MadeContent.of(killed.environment()))
        .isEqualTo(MadeContent.of(undisturbed.environment()));
  }

  private Process start(Path file, String home, Map<String, String> environment)
      throws IOException {
    return ProgramProcess.start(
        environment,
        folder.resolve(home + ".log"),
        "run",
        file.toString(),
        "--until",
        "finetune",
        "--home",
        folder.resolve(home).toString());
  }
}
