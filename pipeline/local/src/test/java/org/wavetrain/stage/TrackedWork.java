package org.wavetrain.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.wavetrain.tracking.ModelVersion;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunSearch;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;

/** A run, a model, a version and an alias of one name. */
final class TrackedWork {
  private static final int STEPS = 5;

  private TrackedWork() {}

  /** All that a pipeline asks of the tracking server. */
  static void of(Tracking tracking, String name) {
    String experiment = tracking.experiment(name);
    String id;
    try (TrackedRun run =
        tracking.start(new RunRequest(experiment, "run", Optional.empty(), Map.of("made", name)))) {
      id = run.id();
      run.parameters(Map.of("learning_rate", "0.1"));
      for (int step = 1; step <= STEPS; step++) {
        run.metric("loss", 1.0 / step, step);
      }
      run.tag("ended", "yes");
      run.finish(RunStatus.FINISHED);
    }
    tracking.registry().ensureModel(name);
    Map<String, String> tags = Map.of("wavetrain.artifact_key", name);
    ModelVersion version = tracking.registry().createVersion(name, "s3://a/b", id, tags, "wer 1");
    tracking.registry().tagVersion(name, version.version(), "verdict", "passed");
    tracking.registry().setAlias(name, "champion", version.version());
  }

  /**
   * Everything is there, once.
   *
   * @param server where it is
   */
  static void assertComplete(URI server, String name) {
    try (Tracking tracking = Tracking.connect(server)) {
      assertComplete(tracking, server, name);
    }
  }

  private static void assertComplete(Tracking tracking, URI server, String name) {
    String experiment = tracking.findExperiment(name).orElseThrow();
    List<RunSummary> runs = tracking.search(experiment, RunSearch.matching(""));
    assertThat(runs).hasSize(1);
    RunSummary run = runs.get(0);
    assertThat(run.status()).isEqualTo(RunStatus.FINISHED);
    assertThat(run.parameters()).containsEntry("learning_rate", "0.1");
    assertThat(run.tags()).containsEntry("made", name).containsEntry("ended", "yes");
    assertThat(steps(server, run.id(), "loss"))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, STEPS).boxed().toList());
    List<ModelVersion> versions = tracking.registry().versions(name);
    assertThat(versions).hasSize(1);
    assertThat(versions.get(0).tags()).containsEntry("verdict", "passed");
    assertThat(tracking.registry().byAlias(name, "champion"))
        .hasValueSatisfying(champion -> assertThat(champion.version()).isEqualTo(1));
  }

  /** The steps of a metric in ascending order, one as often as the server has it. */
  static List<Long> steps(URI server, String run, String metric) {
    HttpRequest request =
        HttpRequest.newBuilder(
                server.resolve(
                    "/api/2.0/mlflow/metrics/get-history?max_results=20000&run_id="
                        + run
                        + "&metric_key="
                        + metric))
            .build();
    List<Long> steps = new ArrayList<>();
    try {
      String answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
      new ObjectMapper()
          .readTree(answer)
          .path("metrics")
          .forEach(point -> steps.add(point.path("step").asLong()));
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
    Collections.sort(steps);
    return steps;
  }
}
