package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wavetrain.cli.CommandRun.refusal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactDraft;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Provenance;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.report.PipelineRun;
import org.wavetrain.report.PipelineRuns;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;

/** Three runs of one pipeline, and one of another that failed before its evaluation. */
class RunsCommandTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path home;

  @BeforeEach
  void run() throws IOException {
    try (Services services = Services.open(home)) {
      track(services, "words", "first", "{\"wer\":0.3,\"cer\":0.1}", RunStatus.FINISHED);
      track(services, "words", "second", "{\"wer\":0.1,\"cer\":0.05}", RunStatus.FINISHED);
      track(services, "words", "third", "{\"wer\":0.2,\"accuracy\":0.9}", RunStatus.FINISHED);
      track(services, "digits", "fourth", "", RunStatus.FAILED);
    }
  }

  private static void track(
      Services services, String pipeline, String name, String metrics, RunStatus status)
      throws IOException {
    String experiment = services.tracking().experiment(pipeline);
    Map<String, String> tags = Map.of("wavetrain.pipeline", pipeline);
    try (TrackedRun run =
        services.tracking().start(new RunRequest(experiment, name, Optional.empty(), tags))) {
      RunRequest stage =
          new RunRequest(experiment, "evaluate", Optional.of(run.id()), Map.of("stage", name));
      try (TrackedRun child = services.tracking().start(stage)) {
        child.finish(status);
      }
      if (!metrics.isEmpty()) {
        ArtifactKey key = new ArtifactKey("evaluate", Sha256.of(name));
        ArtifactDraft draft = services.store().draft(key);
        draft.put("metrics.json", metrics.getBytes(UTF_8));
        draft.publish(new Provenance(Map.of(), "{}", 1, "1", Duration.ZERO));
        run.tag("wavetrain.stage.evaluate", key.toString());
      }
      run.finish(status);
    }
  }

  private List<JsonNode> runs(String... options) throws IOException {
    CommandRun run =
        CommandRun.done(
            Stream.of(Stream.of("runs", "--json", "--home", home.toString()), Stream.of(options))
                .flatMap(words -> words)
                .toArray(String[]::new));
    return run.out().lines().map(RunsCommandTest::parse).toList();
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException failure) {
      throw new AssertionError(line, failure);
    }
  }

  private static List<String> names(List<JsonNode> runs) {
    return runs.stream().map(run -> run.get("name").textValue()).toList();
  }

  @Test
  void theNewestComeFirstAndStagesAreNoRuns() throws IOException {
    List<JsonNode> runs = runs();

    assertThat(names(runs)).containsExactly("fourth", "third", "second", "first");
    assertThat(runs.get(1).at("/metrics/accuracy").doubleValue()).isEqualTo(0.9);
    assertThat(runs.get(0).get("status").textValue()).isEqualTo("failed");
    assertThat(runs.get(0).get("metrics")).isEmpty();
  }

  @Test
  void runsAreFilteredByPipelineStatusAndMetric() throws IOException {
    assertThat(names(runs("--experiment", "words"))).hasSize(3);
    assertThat(names(runs("--status", "failed"))).containsExactly("fourth");
    assertThat(names(runs("--where", "wer<0.3"))).containsExactly("third", "second");
    assertThat(names(runs("--where", "wer <= 0.3", "--where", "cer=0.1"))).containsExactly("first");
    assertThat(names(runs("--last", "2"))).containsExactly("fourth", "third");
  }

  @Test
  void runsAreSortedByAMetricAndThoseWithoutItComeLast() throws IOException {
    assertThat(names(runs("--sort", "wer"))).containsExactly("second", "third", "first", "fourth");
    assertThat(names(runs("--sort", "wer", "--descending")))
        .containsExactly("first", "third", "second", "fourth");
  }

  @Test
  void theTableShowsWhatARunCameTo() {
    CommandRun run = CommandRun.done("runs", "--home", home.toString(), "--where", "wer<0.15");

    assertThat(run.out().lines())
        .hasSize(2)
        .anyMatch(line -> line.matches(".* words .* finished .* 0\\.1000  0\\.0500  –"));
    assertThat(CommandRun.done("runs", "--home", home.toString(), "--where", "wer<0.01").out())
        .isEqualTo("There is no such run.\n");
  }

  @Test
  void whatThereIsNotIsToldFromWhatDoesNotMatch() {
    String place = home.toString();
    assertThat(refusal("runs", "--home", place, "--experiment", "wrods"))
        .contains("PIPELINE_UNKNOWN", "no run of a pipeline wrods", "runs of digits, words");
    assertThat(refusal("runs", "--home", place, "--where", "wr<0.2"))
        .contains("METRIC_UNKNOWN", "No run has a figure wr", "There are accuracy, cer, wer.");
    assertThat(refusal("runs", "--home", place, "--sort", "nosuch", "--status", "failed"))
        .contains("METRIC_UNKNOWN", "nosuch");
    assertThat(CommandRun.done("runs", "--home", place, "--status", "scheduled").out())
        .isEqualTo("There is no such run.\n");
  }

  @Test
  void runsAreToldByTheirNamesAndTheBeginningsOfTheirIds() throws IOException {
    String id = runs("--last", "1").get(0).get("run").textValue();

    assertThat(CommandRun.done("runs", "--home", home.toString(), "--last", "1").out())
        .contains("digits  ", "fourth  " + id.substring(0, 8) + "  failed")
        .doesNotContain(id);
    assertThat(
            CommandRun.done("compare", "third", id.substring(0, 8), "--home", home.toString())
                .out())
        .contains("fourth");
  }

  @Test
  void aRunThatGoesOnAgainHasTakenMoreThanWhenItWasInterrupted() throws Exception {
    String id = runs("--last", "1").get(0).get("run").textValue();
    try (Services services = Services.open(home);
        TrackedRun again = services.tracking().resume(id)) {
      assertThat(services.tracking().run(id).took()).isEmpty();
      PipelineRun run =
          new PipelineRuns(services.tracking(), services.store()).find(again.id()).orElseThrow();
      assertThat(run.elapsedAt(run.workingSince().plusSeconds(90)))
          .contains(Duration.ofSeconds(90));
    }
    assertThat(runs("--last", "1").get(0).has("seconds")).isFalse();
  }

  @Test
  void whatCannotBeReadOfOneRunIsSaidAndTheOthersAreListed() throws IOException {
    try (Services services = Services.open(home)) {
      track(services, "words", "fifth", "{\"wer\":", RunStatus.FINISHED);
      String experiment = services.tracking().experiment("words");
      Map<String, String> tags =
          Map.of("wavetrain.pipeline", "words", "wavetrain.stage.evaluate", "mine");
      RunRequest request = new RunRequest(experiment, "sixth", Optional.empty(), tags);
      try (TrackedRun run = services.tracking().start(request)) {
        run.finish(RunStatus.FINISHED);
      }
    }

    List<JsonNode> runs = runs();

    assertThat(names(runs)).contains("sixth", "fifth", "first");
    assertThat(runs.get(0).at("/problems/0").textValue())
        .contains("wavetrain.stage.evaluate", "\"mine\"");
    assertThat(runs.get(1).at("/problems/0").textValue()).contains("evaluate/", "cannot be read");
    assertThat(runs.get(2).has("problems")).isFalse();
    assertThat(CommandRun.done("runs", "--home", home.toString()).out())
        .contains("0.3000", "which is no key of an artifact");
  }

  @Test
  void whatCannotBeComparedIsNamed() {
    String place = home.toString();
    assertThat(refusal("runs", "--home", place, "--where", "wer"))
        .contains("COMMAND_LINE_INVALID", "--where wer compares no metric with a number");
    assertThat(refusal("runs", "--home", place, "--where", "wer<low")).contains("--where wer<low");
    assertThat(refusal("runs", "--home", place, "--last", "0")).contains("--last is 0");
    assertThat(refusal("runs", "--home", place, "--descending")).contains("nothing to sort by");
  }
}
