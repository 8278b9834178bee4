package org.wavetrain.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactDraft;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.artifacts.Provenance;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.Source;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;

class ReportWriterTest {
  @TempDir private Path folder;

  @Test
  void theReportShowsWhatTheStoreAndTheTrackingServerHold() throws IOException {
    Map<String, String> environment = Map.of();
    Path report = folder.resolve("reports/report.html");
    try (EmbeddedServers servers = EmbeddedServers.start(folder.resolve("home"), environment);
        ArtifactStore store =
            ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()));
        Tracking tracking =
            Tracking.connect(URI.create(servers.environment().get("MLFLOW_TRACKING_URI")))) {
      FinishedStage evaluate = stage(store, "evaluate");
      FinishedStage finetune = stage(store, "finetune");
      FinishedStage classify = stage(store, "classify");
      logLosses(tracking, finetune.key(), RunStatus.FAILED, 99);
      logLosses(tracking, finetune.key(), RunStatus.FINISHED, 3);
      logLosses(tracking, classify.key(), RunStatus.KILLED, 7);
      new ReportWriter(store, tracking)
          .write(
              new FinishedPipeline(
                  "try <1>",
                  Instant.EPOCH,
                  Duration.ofSeconds(5),
                  List.of(finetune, classify, evaluate),
                  List.of(new Source("model", Path.of("/models/<base>"), "auto")),
                  Optional.empty(),
                  "http://127.0.0.1",
                  Optional.of("Read <this> first."),
                  List.of(),
                  Map.of("Java", "17")),
              Map.of(),
              report);
    }
    assertThat(Files.readString(report))
        .contains("<h1>try &lt;1&gt;</h1>")
        .contains("Read &lt;this&gt; first.")
        .contains("25.00\u00a0%")
        .contains("<dt>model</dt><dd>/models/&lt;base&gt;</dd>")
        .contains("<td class=\"prose\">listen to it</td>")
        .contains("loss_spike", "with utterance-7", "listen to it")
        .contains("finetune: loss")
        .contains("[[1,3.0],[2,1.5]]")
        .contains("[[1,7.0],[2,3.5]]")
        .contains("s3://wavetrain/artifacts/finetune/" + "0".repeat(64));
  }

  private static FinishedStage stage(ArtifactStore store, String kind) throws IOException {
    ArtifactKey key = new ArtifactKey(kind, new Sha256("0".repeat(64)));
    publish(store, key);
    return new FinishedStage(
        kind, key, false, Duration.ofSeconds(1), Map.of(), StageWarning.read(store.open(key)));
  }

  private static void publish(ArtifactStore store, ArtifactKey key) throws IOException {
    ArtifactDraft draft = store.draft(key);
    draft.put("metrics.json", "{\"wer\":0.25}".getBytes(UTF_8));
    draft.put("utterances.jsonl", new byte[0]);
    draft.put("slices.json", "[]".getBytes(UTF_8));
    draft.put(
        "trainer/state.json",
        """
        {"step":9,"warnings":[{"name":"loss_spike","step":7,"remedy":"listen to it",
         "sentence":"the loss jumped to 90.000 from a mean of 3.000 with utterance-7"}]}\
        """
            .getBytes(UTF_8));
    draft.publish(new Provenance(Map.of(), "{}", 1, "1", Duration.ofSeconds(1)));
  }

  private static void logLosses(
      Tracking tracking, ArtifactKey key, RunStatus status, double first) {
    RunRequest request =
        new RunRequest(
            tracking.experiment("try <1>"),
            "finetune",
            Optional.empty(),
            Map.of(ArtifactKey.TAG, key.toString()));
    try (TrackedRun run = tracking.start(request)) {
      run.metric("loss", first, 1);
      run.metric("loss", first / 2, 2);
      run.finish(status);
    }
  }
}
