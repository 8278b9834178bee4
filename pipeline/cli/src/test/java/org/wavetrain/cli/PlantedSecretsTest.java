package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.ResourceUse;
import org.wavetrain.faults.RunningProcess;
import org.wavetrain.local.storage.EmbeddedStorage;
import org.wavetrain.local.storage.StorageCredentials;
import org.wavetrain.local.tracking.EmbeddedTracking;
import org.wavetrain.stage.StageMain;

/** Runs with secrets in their environment, and looks for them in all that the runs leave behind. */
@Tag("slow")
class PlantedSecretsTest {
  private static final String STORE_SECRET = "planted-secret-of-the-store";
  private static final String TRACKING_PASSWORD = "planted-password-of-mlflow";

  /** Of programs that a run does not speak to. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "WAVETRAIN_AIRFLOW_PASSWORD", "planted-password-of-airflow",
          "WAVETRAIN_SERVICE_TOKEN", "planted-token-of-the-service",
          "WAVETRAIN_SITE_TOKEN", "planted-token-of-the-site");

  @TempDir private Path folder;

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "secrets of all services in the environment of runs, one good and one that fails",
      outcome =
          "none is in the log, the home, the bucket, the tracking server, the reports or the"
              + " arguments of a process")
  void noSecretIsInWhatRunsLeaveBehind() throws Exception {
    Assumptions.assumeTrue(ResourceUse.isKnown());
    StorageCredentials credentials = new StorageCredentials("planted-key", STORE_SECRET);
    try (EmbeddedStorage storage =
            EmbeddedStorage.start(folder.resolve("objects"), "bucket", credentials);
        EmbeddedTracking tracking =
            EmbeddedTracking.start(folder.resolve("tracking.db"), "s3://bucket/mlflow")) {
      Map<String, String> environment = environment(storage, tracking, credentials);
      Path good = SmallPipeline.write(folder, 4);
      Path bad =
          Files.writeString(
              folder.resolve("bad.yaml"), Files.readString(good).replace("seed: 1", "sed: 1"));
      Set<String> arguments = new HashSet<>();

      assertThat(run(environment, good, "good", arguments)).isZero();
      assertThat(run(environment, bad, "bad", arguments)).isNotZero();
      environment.put(ObjectStoreSettings.SECRET_KEY_VARIABLE, STORE_SECRET + "-of-elsewhere");
      assertThat(run(environment, good, "refused", arguments)).isNotZero();

      assertThat(arguments).anyMatch(line -> line.contains(StageMain.class.getName()));
      assertNothingIsIn(String.join("\n", arguments).getBytes(UTF_8), "arguments of processes");
    }
    for (Path file : files()) {
      assertNothingIsIn(Files.readAllBytes(file), file.toString());
    }
  }

  private static Map<String, String> environment(
      EmbeddedStorage storage, EmbeddedTracking tracking, StorageCredentials credentials) {
    Map<String, String> environment = new HashMap<>(OTHERS);
    environment.put(ObjectStoreSettings.BUCKET_VARIABLE, "bucket");
    environment.put(ObjectStoreSettings.ENDPOINT_VARIABLE, storage.endpoint().toString());
    environment.put(ObjectStoreSettings.ACCESS_KEY_VARIABLE, credentials.accessKeyId());
    environment.put(ObjectStoreSettings.SECRET_KEY_VARIABLE, credentials.secretAccessKey());
    environment.put("AWS_REGION", "us-east-1");
    environment.put("MLFLOW_TRACKING_URI", tracking.address().toString());
    environment.put("MLFLOW_TRACKING_USERNAME", "anna");
    environment.put("MLFLOW_TRACKING_PASSWORD", TRACKING_PASSWORD);
    return environment;
  }

  /** Runs a pipeline file, and adds what the processes were started with. */
  private int run(Map<String, String> environment, Path file, String name, Set<String> arguments)
      throws IOException, InterruptedException {
    Process run =
        ProgramProcess.start(
            environment,
            folder.resolve(name + ".log"),
            "run",
            file.toString(),
            "--home",
            folder.resolve("home").toString());
    do {
      Stream.concat(Stream.of(run.toHandle()), run.descendants())
          .map(RunningProcess::arguments)
          .forEach(arguments::add);
    } while (!run.waitFor(50, TimeUnit.MILLISECONDS));
    return run.exitValue();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static void assertNothingIsIn(byte[] content, String where) {
    // Each byte is a character: what is no text is searched as well.
    String text = new String(content, StandardCharsets.ISO_8859_1);
    Stream.concat(Stream.of(STORE_SECRET, TRACKING_PASSWORD), OTHERS.values().stream())
        .forEach(
            secret -> assertThat(text.contains(secret)).as("%s in %s", secret, where).isFalse());
  }
}
