import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.artifacts.StageTags;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingSettings;

/**
 * Servers over a home that {@code SamplePages} filled, with a model in service, a run with a long
 * name that somebody changed a tag of, and one that goes on. Prints where the servers are as JSON, then reads lines:
 * at {@code step} the run logs something, at {@code end} it ends. Ends with its input. Started by
 * {@code website.py}.
 */
final class SampleServers {
  private static final String PIPELINE = "sample";
  private static final int BEGUN_WITH = 20;

  private final Tracking tracking;
  private final String experiment;

  private SampleServers(Tracking tracking) {
    this.tracking = tracking;
    this.experiment = tracking.experiment(PIPELINE);
  }

  /**
   * @param arguments the home
   */
  public static void main(String[] arguments) throws Exception {
    try (EmbeddedServers servers = EmbeddedServers.start(Path.of(arguments[0]), System.getenv());
        ArtifactStore store =
            ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()));
        Tracking tracking =
            Tracking.connect(TrackingSettings.fromEnvironment(servers.environment()))) {
      SampleServers sample = new SampleServers(tracking);
      sample.model(sample.changedByHand());
      sample.promotion(store);
      System.out.println(new JsonMapper().writeValueAsString(servers.environment()));
      sample.goOn(new BufferedReader(new InputStreamReader(System.in, UTF_8)));
    }
    System.exit(0);
  }

  private TrackedRun start(String name, Map<String, String> tags) {
    return tracking.start(new RunRequest(experiment, name, Optional.empty(), tags));
  }

  private String changedByHand() {
    Map<String, String> tags =
        Map.of(Tracking.PIPELINE_TAG, PIPELINE, StageTags.name("evaluate"), "my <best> one");
    try (TrackedRun run = start("changed-by-hand-after-the-retraining-of-november-with-a-larger-vocabulary", tags)) {
      run.finish(RunStatus.FINISHED);
      return run.id();
    }
  }

  private void model(String run) {
    String rules =
        "[{\"rule\":\"max_wer\",\"wanted\":\"at most 0.2000\",\"got\":\"0.1312\",\"kept\":true},"
            + "{\"rule\":\"min_utterances\",\"wanted\":\"at least 500\",\"got\":\"120\",\"kept\":false}]";
    Map<String, String> tags =
        Map.of(
            "wavetrain.gate.metric", "wer",
            "wavetrain.metric.wer", "0.1312",
            "wavetrain.verdict", "refused: there are 120 utterances, and at least 500 are asked for",
            "wavetrain.rules", rules);
    tracking.registry().ensureModel(PIPELINE);
    for (int version = 1; version <= 2; version++) {
      tracking
          .registry()
          .createVersion(PIPELINE, "s3://bucket/export-" + version, run, tags, "");
    }
    tracking.registry().setAlias(PIPELINE, "champion", 1);
  }

  private void promotion(ArtifactStore store) {
    String move =
        "{\"number\":1,\"kind\":\"by_hand\",\"version\":1,\"former\":2,\"when\":\"2026-01-31T10:00:00Z\","
            + "\"who\":\"somebody@the-machine-in-the-cellar\",\"why\":\"the one before took digits for names,"
            + " which our testers heard on the second day of its service\"}";
    store
        .folder("promotions/" + Sha256.of(PIPELINE))
        .putIfAbsent("000001.json", move.getBytes(UTF_8));
  }

  private void goOn(BufferedReader lines) throws Exception {
    ArtifactKey key = new ArtifactKey("finetune", Sha256.of("goes on"));
    try (TrackedRun run = start("goes-on", Map.of(Tracking.PIPELINE_TAG, PIPELINE));
        TrackedRun stage =
            tracking.start(
                new RunRequest(
                    experiment,
                    "finetune",
                    Optional.of(run.id()),
                    Map.of(StageTags.STAGE, "finetune", ArtifactKey.TAG, key.toString())))) {
      int step = 1;
      while (step <= BEGUN_WITH) {
        stage.metric("loss", 4.0 / step, step++);
      }
      stage.metric("minutes_left", 3, step);
      stage.sendIfReachable();
      System.out.println(run.id());
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("step")) {
          stage.metric("loss", 4.0 / step, step++);
          stage.sendIfReachable();
        } else if (line.equals("end")) {
          stage.finish(RunStatus.FINISHED);
          run.finish(RunStatus.FINISHED);
        }
      }
    }
  }
}
