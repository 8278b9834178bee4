package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wavetrain.cli.CommandRun.refusal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
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
import org.wavetrain.artifacts.StageTags;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;

/** Two runs of a pipeline that were evaluated, a third that goes on, and one of another. */
class CompareCommandTest {
  private static final int UTTERANCES = 60;

  @TempDir private Path home;
  private String bad;
  private String good;
  private String going;

  @BeforeEach
  void run() throws IOException {
    try (Services services = Services.open(home)) {
      bad = track(services, "words", "bad", 3, RunStatus.FINISHED);
      good = track(services, "words", "good", 1, RunStatus.FINISHED);
      going = track(services, "words", "going", 0, RunStatus.RUNNING);
      track(services, "digits", "good", 2, RunStatus.FAILED);
    }
  }

  /** A run with so many errors in each utterance; none means that it was not evaluated. */
  private static String track(
      Services services, String pipeline, String name, int errors, RunStatus status)
      throws IOException {
    String experiment = services.tracking().experiment(pipeline);
    Map<String, String> tags =
        Map.of(
            "wavetrain.pipeline",
            pipeline,
            "wavetrain.published",
            "[{\"metric\":\"wer\",\"value\":0.034,\"measured\":\"test-clean\",\"source\":\"a paper\"}]");
    try (TrackedRun run =
        services.tracking().start(new RunRequest(experiment, name, Optional.empty(), tags))) {
      ArtifactKey training = new ArtifactKey("finetune", Sha256.of(pipeline + name + "finetune"));
      curve(services, experiment, run.id(), training, errors);
      if (errors > 0) {
        publish(services, training, "{\"steps\":" + 100 * errors + ",\"layers\":4}", Map.of());
        run.tag("wavetrain.stage.finetune", training.toString());
        ArtifactKey key = new ArtifactKey("evaluate", Sha256.of(pipeline + name));
        publish(
            services,
            key,
            "{}",
            Map.of("metrics.json", metrics(errors), "utterances.jsonl", utterances(errors)));
        run.tag("wavetrain.stage.evaluate", key.toString());
      }
      if (status != RunStatus.RUNNING) {
        run.finish(status);
      }
      return run.id();
    }
  }

  private static void curve(
      Services services, String experiment, String parent, ArtifactKey key, int errors) {
    RunRequest request =
        new RunRequest(
            experiment,
            "finetune",
            Optional.of(parent),
            Map.of(StageTags.STAGE, "finetune", ArtifactKey.TAG, key.toString()));
    try (TrackedRun stage = services.tracking().start(request)) {
      stage.metric("loss", 4, 1);
      stage.metric("loss", errors + 0.5, 2);
      stage.metric("system/energy_watt_hours", 1.5, 0);
      stage.metric("system/energy_watt_hours", 2, 1);
      stage.metric("system/energy_watt_hours", 0.25, 2);
      stage.finish(RunStatus.FINISHED);
    }
  }

  private static void publish(
      Services services, ArtifactKey key, String parameters, Map<String, String> files)
      throws IOException {
    ArtifactDraft draft = services.store().draft(key);
    draft.put("config.json", "{}".getBytes(UTF_8));
    for (Map.Entry<String, String> file : files.entrySet()) {
      draft.put(file.getKey(), file.getValue().getBytes(UTF_8));
    }
    draft.publish(
        new Provenance(
            Map.of("corpus", List.of(Sha256.of("corpus"))),
            parameters,
            1,
            "1",
            Duration.ofMinutes(2)));
  }

  private static String metrics(int errors) {
    return "{\"wer\":%1$s,\"wer_low\":%1$s,\"wer_high\":%1$s}".formatted(errors / 10.0);
  }

  private static String utterances(int errors) {
    StringBuilder lines = new StringBuilder();
    for (int index = 0; index < UTTERANCES; index++) {
      lines.append(
          "{\"id\":\"u%d\",\"set\":\"test\",\"seconds\":1.5,\"reference\":\"a b c d e f g h i j\",\"hypothesis\":\"…\",\"words\":10,\"errors\":%d,\"alignment\":[]}%n"
              .formatted(index, errors));
    }
    return lines.toString();
  }

  private CommandRun compare(String... arguments) {
    return CommandRun.done(
        Stream.of(Stream.of("compare", "--home", home.toString()), Stream.of(arguments))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  private String refused(String... arguments) {
    return refusal(
        Stream.of(Stream.of("compare", "--home", home.toString()), Stream.of(arguments))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  @Test
  void theTableHasWhatDiffersAndTheSentenceSaysWhichIsBetter() throws IOException {
    CommandRun run = compare("bad", good);

    assertThat(run.out())
        .contains("bad (baseline)")
        .containsPattern("finetune.steps +300 +100")
        .containsPattern("wer +30\\.00 % \\(30\\.00 %…30\\.00 %\\) +10\\.00 %")
        .containsPattern("energy +2\\.25 Wh")
        .doesNotContain("finetune.layers", "\u001b")
        .contains(
            "good is better than bad: WER −20.00 points, 95\u00a0% interval −20.00…−20.00, 60 utterances.");
    assertThat(Files.readString(home.resolve("comparison.html")))
        .contains("words", "finetune.steps", "test-clean, a paper", "3.40\u00a0%", ">good<");
  }

  @Test
  void aRunThatGoesOnIsShownAndNotJudged() throws IOException {
    Path page = home.resolve("pages/three.html");
    JsonNode compared =
        compare("--experiment", "words", "--json", "--output", page.toString()).lastLine();

    assertThat(compared.at("/runs")).hasSize(3);
    assertThat(compared.at("/baseline").textValue()).isEqualTo(bad);
    assertThat(compared.at("/runs/2/status").textValue()).isEqualTo("running");
    assertThat(compared.at("/runs/0/seconds_to_make").doubleValue()).isEqualTo(240);
    assertThat(compared.at("/runs/1/parameters/finetune.steps").textValue()).isEqualTo("100");
    assertThat(compared.at("/differences/0/verdict").textValue()).isEqualTo("better");
    assertThat(compared.at("/differences/0/utterances").intValue()).isEqualTo(UTTERANCES);
    assertThat(compared.at("/differences/1/sentence").textValue())
        .isEqualTo(
            "going cannot be compared with bad: going has no evaluation yet, since it goes on.");
    assertThat(compared.at("/page").textValue()).isEqualTo(page.toString());
    assertThat(page).isRegularFile();
  }

  @Test
  void ofARunThatGoesOnItIsShownHowLongItHasTakenSoFar() throws IOException {
    assertThat(compare(good, going).out()).doesNotContainPattern("took .*–");
    assertThat(compare(good, going, "--json").lastLine().at("/runs/1").has("seconds"))
        .as("how long it takes is not known")
        .isFalse();
  }

  @Test
  void theRunWhoseModelIsInServiceIsTheBaseline() throws IOException {
    try (Services services = Services.open(home)) {
      services.tracking().registry().ensureModel("words");
      int version =
          services
              .tracking()
              .registry()
              .createVersion("words", "s3://somewhere", good, Map.of(), "")
              .version();
      services.tracking().registry().setAlias("words", Promotion.CHAMPION, version);
    }
    assertThat(compare("bad", good, "--json").lastLine().at("/baseline").textValue())
        .isEqualTo(good);
    JsonNode chosen = compare("bad", good, "--json", "--baseline", "bad").lastLine();
    assertThat(chosen.at("/baseline").textValue()).isEqualTo(bad);
  }

  @Test
  void aRunThatFoundTheModelInServiceInTheCacheIsTheBaseline() throws IOException {
    String export = new ArtifactKey("export", Sha256.of("in service")).toString();
    try (Services services = Services.open(home)) {
      services.tracking().registry().ensureModel("words");
      int version =
          services
              .tracking()
              .registry()
              .createVersion(
                  "words", "s3://somewhere", going, Map.of(Promotion.KEY_TAG, export), "")
              .version();
      services.tracking().registry().setAlias("words", Promotion.CHAMPION, version);
      try (TrackedRun run = services.tracking().resume(good)) {
        run.tag("wavetrain.stage.export", export);
        run.finish(RunStatus.FINISHED);
      }
    }

    assertThat(compare("bad", good, "--json").lastLine().at("/baseline").textValue())
        .isEqualTo(good);
  }

  @Test
  void ofTwoEvaluationsTheOneCountsThatThePipelineJudgesBy() throws IOException {
    try (Services services = Services.open(home);
        TrackedRun run = services.tracking().resume(bad)) {
      ArtifactKey other = new ArtifactKey("evaluate", Sha256.of("of other recordings"));
      publish(
          services,
          other,
          "{}",
          Map.of("metrics.json", metrics(0), "utterances.jsonl", utterances(0)));
      run.tag("wavetrain.stage.later", other.toString());
      run.tag("wavetrain.evaluated_by", "evaluate");
      run.finish(RunStatus.FINISHED);
    }

    JsonNode compared = compare("bad", good, "--baseline", "bad", "--json").lastLine();

    assertThat(compared.at("/runs/0/metrics/wer").doubleValue()).isEqualTo(0.3);
    assertThat(compared.at("/differences/0/verdict").textValue()).isEqualTo("better");
    JsonNode listed =
        CommandRun.done(
                "runs", "--home", home.toString(), "--json", "--sort", "wer", "--where", "wer=0.3")
            .lastLine();
    assertThat(listed.at("/run").textValue()).isEqualTo(bad);
  }

  @Test
  void theEnergyOfAllShardsCountsAndThatOfEarlierTriesAndOfATrialDoesNot() throws IOException {
    try (Services services = Services.open(home)) {
      shard(services, "ingest", "1/2", 7);
      shard(services, "ingest", "1/2", 1);
      shard(services, "ingest", "2/2", 2);
      stage(services, "evaluate", "evaluate version 1 again", 5);
    }

    assertThat(compare("bad", good, "--json").lastLine().at("/runs/0/watt_hours").doubleValue())
        .isEqualTo(2.25 + 1 + 2);
  }

  private void shard(Services services, String stage, String shard, double wattHours) {
    Map<String, String> tags = Map.of(StageTags.STAGE, stage, StageTags.SHARD, shard);
    stage(services, stage + " " + shard, tags, wattHours);
  }

  private void stage(Services services, String stage, String name, double wattHours) {
    stage(services, name, Map.of(StageTags.STAGE, stage), wattHours);
  }

  private void stage(Services services, String name, Map<String, String> tags, double wattHours) {
    RunRequest request =
        new RunRequest(services.tracking().experiment("words"), name, Optional.of(bad), tags);
    try (TrackedRun run = services.tracking().start(request)) {
      run.metric("system/energy_watt_hours", wattHours, 0);
      run.finish(RunStatus.FINISHED);
    }
  }

  @Test
  void runsAreMeantByTheBeginningsOfTheirIdsAndTheNewestAreAdded() throws IOException {
    JsonNode compared =
        compare(bad.substring(0, 12), "--last", "2", "--experiment", "words", "--json").lastLine();

    assertThat(compared.at("/runs").findValuesAsText("run")).containsExactly(bad, good, going);
  }

  @Test
  void runsThatAreNotClearAreRefused() {
    assertThat(refused()).contains("COMMAND_LINE_INVALID", "No run is named", "--last 2");
    assertThat(refused("bad", "worse")).contains("RUN_MISSING", "the id or the name worse");
    assertThat(refused("bad", "good")).contains("RUN_AMBIGUOUS", "good may be 2 runs");
    assertThat(refused("bad")).contains("NOTHING_TO_COMPARE", "Only the run bad");
    assertThat(refused("--experiment", "none"))
        .contains("PIPELINE_UNKNOWN", "a pipeline none", "There are runs of digits, words");
    assertThat(refused("--last", "0")).contains("COMMAND_LINE_INVALID", "--last is 0");
    assertThat(refused("--last", "2", "--recordings", "-1")).contains("--recordings is -1");
  }
}
