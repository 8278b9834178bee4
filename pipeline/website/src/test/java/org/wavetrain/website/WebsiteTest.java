package org.wavetrain.website;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.StageTags;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.http.Access;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.report.KeptReports;
import org.wavetrain.tracking.ModelVersion;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.TrackingError;

class WebsiteTest {
  private static final Access ALL =
      Access.to("127.0.0.1", List.of(), "WAVETRAIN_SITE_TOKEN", Map.of());

  private final HttpClient browser = HttpClient.newHttpClient();
  private final NamedDocuments documents = new NamedDocuments();
  private TrackedSample sample;
  private Website website;

  @BeforeEach
  void serve(@TempDir Path home) {
    sample = new TrackedSample(home);
    website = serve(Optional.empty());
  }

  private Website serve(Optional<Schedules> schedules) {
    return serve(schedules, InstantSource.system());
  }

  private Website serve(Optional<Schedules> schedules, InstantSource clock) {
    return Website.start(site(schedules, clock), "127.0.0.1", 0, ALL);
  }

  private Site site(Optional<Schedules> schedules, InstantSource clock) {
    return new Site(sample.tracking(), sample.store(), documents, schedules, clock);
  }

  @AfterEach
  void end() {
    website.close();
    sample.close();
  }

  @Test
  void anEmptyTrackingServerHasPagesThatSaySo() throws Exception {
    assertThat(page("")).contains("There is no such run.", "No model is registered yet.");
    assertThat(page("runs")).contains("There is no such run.");
    assertThat(page("models")).contains("No model is registered yet.");
  }

  @Test
  void theHomePageHasTheLatestRunsTheChampionAndWhatRunsNext() throws Exception {
    ArtifactKey evaluation = sample.evaluation(1, 0.125);
    try (TrackedRun run = sample.pipelineRun("quick <2>", Map.of("evaluate", evaluation))) {
      run.finish(RunStatus.FINISHED);
      ModelVersion version =
          sample.version(
              "my model",
              run,
              Map.of("wavetrain.gate.metric", "wer", Promotion.METRIC_TAG_PREFIX + "wer", "0.125"));
      sample.tracking().registry().setAlias("my model", "champion", version.version());
    }
    website.close();
    website =
        serve(
            Optional.of(
                () ->
                    List.of(
                        new Schedule(
                            "retraining_words",
                            Optional.of("At 02:00"),
                            Optional.of(Instant.parse("2026-10-01T02:00:00Z")),
                            false))));

    assertThat(page(""))
        .contains("quick &lt;2&gt;", "words &lt;1&gt;", "12.50\u00a0%")
        .contains("/models/my+model", "version 1", "wer 0.1250")
        .contains("retraining_words", "At 02:00", "2026-10-01 02:00 UTC")
        .contains("data-refresh=\"20\"");
  }

  @Test
  void anOrchestratorThatIsAwayKeepsNobodyFromTheRest() throws Exception {
    website.close();
    website =
        serve(
            Optional.of(
                () -> {
                  throw new UserFailure(TrackingError.TRACKING_UNREACHABLE, "It is away.", "Wait.");
                }));
    assertThat(page("")).contains("It is away.", "There is no such run.");
  }

  @Test
  void aRunThatGoesOnIsAskedForAgainUntilItIsOver() throws Exception {
    ArtifactKey training = TrackedSample.key("finetune", 1);
    try (TrackedRun run = sample.pipelineRun("quick", Map.of())) {
      try (TrackedRun stage = sample.stageRun(run, "finetune", training)) {
        stage.metric("loss", 3, 1);
        stage.metric("loss", 1.5, 2);
        stage.metric("minutes_left", 2, 2);
        stage.sendIfReachable();
        assertThat(page("runs/" + run.id()))
            .contains("data-refresh=\"2\"", "<time class=\"elapsed\" datetime=")
            .contains("loss 1.5", "about 2 min 00 s left")
            .contains("finetune: loss", "[[1,3.0],[2,1.5]]");
        stage.finish(RunStatus.FINISHED);
      }
      run.finish(RunStatus.FINISHED);
      assertThat(page("runs/" + run.id())).contains("data-refresh=\"20\"").doesNotContain("left");
    }
  }

  @Test
  void theTimeOfARunThatWasKilledEndsWhenItWasHeardOfLast() throws Exception {
    try (TrackedRun run = sample.pipelineRun("quick", Map.of());
        TrackedRun stage = sample.stageRun(run, "finetune", TrackedSample.key("finetune", 1))) {
      stage.metric("minutes_left", 2, 1);
      stage.sendIfReachable();
      website.close();
      Instant later = Instant.now().plus(Duration.ofMinutes(6));
      website = serve(Optional.empty(), InstantSource.fixed(later));
      assertThat(page("runs/" + run.id()))
          .contains("Nothing has been heard of it since")
          .doesNotContain("class=\"elapsed\"", " left");
      assertThat(page("runs")).contains("Nothing has been heard").doesNotContain("elapsed");
      website.close();
      website = serve(Optional.empty());
      assertThat(page("runs/" + run.id()))
          .as("while it is at work")
          .contains("class=\"elapsed\"", " left")
          .doesNotContain("Nothing has been heard");
    }
  }

  @Test
  void ofARunWithoutAStageAtWorkNothingIsAssumed() throws Exception {
    try (TrackedRun run = sample.pipelineRun("waits", Map.of())) {
      website.close();
      website =
          serve(Optional.empty(), InstantSource.fixed(Instant.now().plus(Duration.ofHours(1))));
      assertThat(page("runs/" + run.id()))
          .contains("class=\"elapsed\"")
          .doesNotContain("Nothing has been heard");
    }
  }

  @Test
  void stagesStandInTheOrderOfThePipelineWithThoseThatAreToCome() throws Exception {
    try (TrackedRun run =
        sample.pipelineRun(
            "quick",
            Map.of(
                "speech", TrackedSample.key("ingest", 1),
                "copies", TrackedSample.key("augment", 2)))) {
      run.tag(StageTags.ORDER, StageTags.order(List.of("speech", "copies", "finetune", "export")));
      run.sendIfReachable();
      try (TrackedRun stage = sample.stageRun(run, "finetune", TrackedSample.key("finetune", 3))) {
        assertThat(page("runs/" + run.id()))
            .containsSubsequence(
                ">speech<",
                "cached",
                ">copies<",
                "cached",
                ">finetune<",
                "running",
                ">export<",
                "to come");
        stage.finish(RunStatus.FAILED);
      }
      run.finish(RunStatus.FAILED);
      assertThat(page("runs/" + run.id())).doesNotContain("to come", ">export<");
    }
  }

  @Test
  void whatARunFoundHasTheCurvesOfWhoeverMadeIt() throws Exception {
    ArtifactKey training = TrackedSample.key("finetune", 1);
    try (TrackedRun first = sample.pipelineRun("first", Map.of("finetune", training));
        TrackedRun stage = sample.stageRun(first, "finetune", training)) {
      stage.metric("loss", 3, 1);
      stage.metric("loss", 1.5, 2);
      stage.finish(RunStatus.FINISHED);
      first.finish(RunStatus.FINISHED);
    }
    try (TrackedRun second = sample.pipelineRun("second", Map.of("finetune", training))) {
      second.finish(RunStatus.FINISHED);
      assertThat(page("runs/" + second.id()))
          .contains("cached")
          .contains("finetune: loss", "[[1,3.0],[2,1.5]]");
    }
  }

  @Test
  void aRunHasItsReportOnceThereIsOne() throws Exception {
    try (TrackedRun run = sample.pipelineRun("quick", Map.of())) {
      run.finish(RunStatus.FINISHED);
      assertThat(page("runs/" + run.id())).doesNotContain("/report\"");
      assertThat(get("runs/" + run.id() + "/report").statusCode()).isEqualTo(404);
      new KeptReports(sample.store()).put(run.id(), "report.html", "<p>kept".getBytes(UTF_8));
      assertThat(page("runs/" + run.id())).contains("/runs/" + run.id() + "/report\"");
      assertThat(page("runs/" + run.id() + "/report")).isEqualTo("<p>kept");
    }
  }

  @Test
  void whatIsWrongWithOneRunIsSaidBesideItAndTheOthersStay() throws Exception {
    ArtifactKey damaged = sample.evaluation(2, "{\"wer\":");
    ArtifactKey odd = sample.evaluation(3, "{\"wer\":null,\"cer\":\"NaN\"}");
    TrackedRun run = sample.pipelineRun("whole", Map.of("evaluate", sample.evaluation(1, 0.5)));
    TrackedRun retagged = sample.pipelineRun("retagged", Map.of());
    TrackedRun unreadable = sample.pipelineRun("unreadable", Map.of("evaluate", damaged));
    TrackedRun without = sample.pipelineRun("without", Map.of("evaluate", odd));
    TrackedRun stage = sample.stageRun(retagged, "finetune", TrackedSample.key("finetune", 1));
    try (run;
        retagged;
        unreadable;
        without;
        stage) {
      retagged.tag(StageTags.name("finetune"), "my own <model>");
      stage.tag(ArtifactKey.TAG, "mine");
      retagged.tag(StageTags.name("finetune"), "my own <model>");
      for (TrackedRun one : List.of(run, retagged, unreadable, without, stage)) {
        one.finish(RunStatus.FINISHED);
      }
    }
    sample.otherModel("quotes ' and \"");
    sample.version("whole model", run, Map.of("wavetrain.rules", "[null]"));
    for (String list : List.of("", "runs", "runs?sort=cer")) {
      assertThat(page(list))
          .contains(">whole</a>", "50.00\u00a0%", ">without</a>")
          .contains("Its tag wavetrain.stage.finetune is &quot;my own &lt;model&gt;&quot;")
          .contains("Its evaluation " + damaged + " cannot be read: ");
    }
    for (String list : List.of("", "models")) {
      assertThat(page(list)).contains("whole model", "has quotes of both kinds");
    }
    assertThat(page("models/whole+model")).contains("was never judged");
    assertThat(page("runs/" + unreadable.id())).contains("cannot be read");
    assertThat(page("runs/" + retagged.id()))
        .contains("my own &lt;model&gt;")
        .contains("Its tag wavetrain.artifact_key is &quot;mine&quot;");
  }

  @Test
  void runsAreFilteredAndSortedByAMetric() throws Exception {
    try (TrackedRun worse =
            sample.pipelineRun("worse", Map.of("evaluate", sample.evaluation(1, 0.5)));
        TrackedRun better =
            sample.pipelineRun("better", Map.of("evaluate", sample.evaluation(2, 0.25)));
        TrackedRun failed = sample.pipelineRun("failed", Map.of())) {
      worse.finish(RunStatus.FINISHED);
      better.finish(RunStatus.FINISHED);
      failed.finish(RunStatus.FAILED);
    }
    assertThat(page("runs?status=finished&sort=wer"))
        .containsSubsequence(">better</a>", ">worse</a>")
        .doesNotContain(">failed</a>");
    assertThat(page("runs?status=failed")).contains(">failed</a>").doesNotContain(">worse</a>");
    assertThat(page("runs?pipeline=other")).contains("There is no such run.");
    assertThat(page("runs?pipeline=" + encoded(TrackedSample.PIPELINE))).contains(">worse</a>");
  }

  @Test
  void aChoiceThatDoesNotExistIsToldWithThoseThatDo() throws Exception {
    for (String address : List.of("runs?sort=nosuch", "state/runs?status=nosuch")) {
      HttpResponse<String> refused = get(address);
      assertThat(refused.statusCode()).as(address).isEqualTo(400);
      assertThat(refused.body()).contains("WEBSITE_CHOICE_UNKNOWN", "nosuch", "Choose one of ");
    }
    assertThat(get("runs?sort=wer&status=").statusCode())
        .as("where no run has a figure yet")
        .isEqualTo(200);
  }

  @Test
  void aRunHasTheReportsOfItsRecordings() throws Exception {
    ArtifactKey corpus = TrackedSample.key("ingest", 1);
    ArtifactKey training = TrackedSample.key("finetune", 1);
    try (TrackedRun run =
        sample.pipelineRun("quick", Map.of("read it", corpus, "finetune", training))) {
      run.finish(RunStatus.FINISHED);
      assertThat(page("runs/" + run.id())).contains("/runs/" + run.id() + "/data/read+it\"");
      assertThat(page("runs/" + run.id() + "/data/read+it")).isEqualTo("data read it " + corpus);
      assertThat(get("runs/" + run.id() + "/data/finetune").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void runsThatAreTickedAreCompared() throws Exception {
    String a = ended("a").id();
    String b = ended("b").id();
    String address = "compare?run=" + a + "&run=" + b + "&run=" + a;
    assertThat(page(address)).startsWith("compared [" + a + ", " + b + "]");
    HttpResponse<String> alone = get("compare?run=" + a);
    assertThat(alone.statusCode()).isEqualTo(400);
    assertThat(alone.body()).contains("Only one run was chosen", "Choose from two to 50");
    String many = IntStream.range(0, 51).mapToObj(run -> "run=" + run).collect(joining("&"));
    HttpResponse<String> tooMany = get("compare?" + many);
    assertThat(tooMany.statusCode()).isEqualTo(400);
    assertThat(tooMany.body()).contains("51 runs were chosen");
  }

  @Test
  void theRunOfAStageIsNotComparedWithThatOfAPipeline() throws Exception {
    String whole = ended("a").id();
    try (TrackedRun run = sample.pipelineRun("b", Map.of());
        TrackedRun stage = sample.stageRun(run, "finetune", TrackedSample.key("finetune", 1))) {
      assertThat(get("compare?run=" + whole + "&run=" + stage.id()).statusCode()).isEqualTo(404);
    }
  }

  private TrackedRun ended(String name) {
    try (TrackedRun run = sample.pipelineRun(name, Map.of())) {
      run.finish(RunStatus.FINISHED);
      return run;
    }
  }

  @Test
  void aComparisonIsKeptOnceAllItsRunsHaveEnded() throws Exception {
    TrackedRun a = ended("a");
    String second;
    try (TrackedRun goesOn = sample.pipelineRun("b", Map.of())) {
      second = "compare?run=" + a.id() + "&run=" + goesOn.id();
      assertThat(page(second)).isNotEqualTo(page(second));
      goesOn.finish(RunStatus.FINISHED);
    }
    String kept = page(second);
    assertThat(page(second)).isEqualTo(kept);
    // The run of the model in service is what the others are compared with.
    sample.version("words", a, Map.of());
    sample.tracking().registry().setAlias("words", "champion", 1);
    assertThat(page(second)).isNotEqualTo(kept);
  }

  @Test
  void oneComparisonIsMadeAtATime() throws Exception {
    TrackedRun a = ended("a");
    TrackedRun b = ended("b");
    String address = "compare?run=" + a.id() + "&run=" + b.id();
    CountDownLatch going = new CountDownLatch(1);
    documents.hold(going);
    CompletableFuture<HttpResponse<String>> first =
        browser.sendAsync(request(address), BodyHandlers.ofString());
    documents.awaitBegun();
    HttpResponse<String> second = get(address);
    assertThat(second.statusCode()).isEqualTo(503);
    assertThat(second.body()).contains("Another comparison", "data-refresh=\"5\"");
    assertThat(get("state/" + address).statusCode()).isEqualTo(503);
    going.countDown();
    assertThat(first.get().body()).endsWith("number 1");
    assertThat(get("state/" + address).statusCode()).isEqualTo(200);
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "more requests to the website than pages are made at a time",
      outcome = "503 with WEBSITE_BUSY at once; it says when to try again, and /health answers")
  void wherePagesTakeAllPlacesMoreAreRefusedAtOnce() throws Exception {
    String address = "compare?run=" + ended("a").id() + "&run=" + ended("b").id();
    website.close();
    website = Website.start(site(Optional.empty(), InstantSource.system()), "127.0.0.1", 0, ALL, 1);
    CountDownLatch going = new CountDownLatch(1);
    documents.hold(going);
    CompletableFuture<HttpResponse<String>> first =
        browser.sendAsync(request(address), BodyHandlers.ofString());
    documents.awaitBegun();
    HttpResponse<String> second = get("runs");
    assertThat(second.statusCode()).isEqualTo(503);
    assertThat(second.body()).contains("WEBSITE_BUSY", "data-refresh=\"5\"");
    assertThat(second.headers().firstValue("Retry-After")).contains("5");
    assertThat(get("health").statusCode()).isEqualTo(200);
    going.countDown();
    assertThat(first.get().statusCode()).isEqualTo(200);
    assertThat(get("runs").statusCode()).isEqualTo(200);
  }

  @Test
  void whoWaitsForADocumentAsksWithoutMakingIt() throws Exception {
    TrackedRun a = ended("a");
    try (TrackedRun goesOn = sample.pipelineRun("b", Map.of())) {
      String address = "compare?run=" + a.id() + "&run=" + goesOn.id();
      assertThat(get("state/" + address).statusCode()).isEqualTo(200);
      assertThat(page(address)).endsWith("number 1");
      goesOn.finish(RunStatus.FINISHED);
    }
    assertThat(get("state/runs/" + a.id() + "/report").statusCode()).isEqualTo(200);
    assertThat(get("state/runs/" + a.id() + "/data/ingest").statusCode()).isEqualTo(200);
    assertThat(get("state/runs/none/report").statusCode()).isEqualTo(404);
  }

  @Test
  @Timeout(60)
  void aTrackingServerThatIsAwayIsSaidAtOnceAndThePageAsksAgain() throws Exception {
    sample.takeServersAway();
    for (String path : List.of("", "runs", "models", "state/runs", "runs/" + "0".repeat(32))) {
      HttpResponse<String> answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(503);
      assertThat(answer.body())
          .contains("TRACKING_UNREACHABLE", "data-refresh=\"5\"", "asks again every 5 seconds");
    }
    assertThat(get("health").statusCode()).isEqualTo(200);
  }

  @Test
  void aPageTellsInAFewBytesWhetherItWouldShowSomethingNew() throws Exception {
    try (TrackedRun run = sample.pipelineRun("quick", Map.of());
        TrackedRun stage = sample.stageRun(run, "finetune", TrackedSample.key("finetune", 1))) {
      List<String> states = new ArrayList<>();
      for (int step = 1; step <= 3; step++) {
        stage.metric("loss", 1.0 / step, step);
        stage.sendIfReachable();
        String state = page("state/runs/" + run.id());
        assertThat(state).hasSizeLessThan(100).contains("\"refresh\":2");
        assertThat(page("state/runs/" + run.id())).isEqualTo(state);
        String known = state.replaceAll(".*\"state\":\"(\\w+)\".*", "$1");
        assertThat(page("runs/" + run.id())).contains("data-state=\"" + known + "\"");
        states.add(known);
      }
      assertThat(states).doesNotHaveDuplicates();
      stage.finish(RunStatus.FINISHED);
      run.finish(RunStatus.FINISHED);
    }
    assertThat(page("state/")).contains("\"refresh\":20");
  }

  @Test
  void theCurvesOfAStageThatGoesOnGrowAndThoseOfOneThatEndedStay() throws Exception {
    int points = 2500;
    try (TrackedRun run = sample.pipelineRun("quick", Map.of());
        TrackedRun stage = sample.stageRun(run, "finetune", TrackedSample.key("finetune", 1))) {
      for (int step = 1; step <= points; step++) {
        stage.metric("loss", 4, step);
        if (step % 700 == 0 || step == points) {
          stage.sendIfReachable();
          assertThat(page("runs/" + run.id()))
              .contains("training: 4 at step", "at step %,d".formatted(step));
        }
      }
      stage.metric("loss", 2, points + 1);
      stage.finish(RunStatus.FINISHED);
      run.finish(RunStatus.FINISHED);
      String ended = page("runs/" + run.id());
      assertThat(ended).contains("at step %,d".formatted(points + 1));
      assertThat(page("runs/" + run.id())).contains("at step %,d".formatted(points + 1));
    }
  }

  @Test
  void aModelHasItsVersionsWithTheirVerdicts() throws Exception {
    try (TrackedRun run = sample.pipelineRun("quick", Map.of())) {
      run.finish(RunStatus.FINISHED);
      sample.version(
          "b <c>",
          run,
          Map.of(
              "wavetrain.verdict",
              "refused: it is worse",
              "wavetrain.rules",
              "[{\"rule\":\"max_wer\",\"wanted\":\"at most 0.1\",\"got\":\"0.2\",\"kept\":false}]",
              Promotion.METRIC_TAG_PREFIX + "wer",
              "0.2"));
      sample.tracking().registry().setAlias("b <c>", "challenger", 1);
      assertThat(page("models/" + encoded("b <c>")))
          .contains("b &lt;c&gt;", "challenger", "20.00\u00a0%", "/runs/" + run.id())
          .contains("refused: it is worse", "max_wer", "at most 0.1")
          .contains("No version was ever put in service.");
    }
  }

  @Test
  void whatIsNotThereIsSaid() throws Exception {
    for (String path : List.of("nothing", "runs/" + "0".repeat(32), "models/none", "runs/a/b")) {
      HttpResponse<String> answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.body())
          .contains("class=\"problem\"", "<a href=\"/\">Home</a>")
          .doesNotContain("MLFLOW_TRACKING_URI");
    }
  }

  @Test
  void pagesFetchNothingFromElsewhere() throws Exception {
    HttpResponse<String> home = get("");
    assertThat(home.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'");
    for (String asset : List.of("report.css", "site.css", "chart.js", "charts.js", "site.js")) {
      Matcher address =
          Pattern.compile("\"/(assets/[0-9a-f]+/" + Pattern.quote(asset) + ")\"")
              .matcher(home.body());
      assertThat(address.find()).as(asset).isTrue();
      HttpResponse<String> answer = get(address.group(1));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Cache-Control"))
          .hasValueSatisfying(kept -> assertThat(kept).contains("immutable"));
      // After an upgrade, a page of before does not get what is not its own.
      assertThat(get("assets/0123456789ab/" + asset).statusCode()).isEqualTo(404);
    }
    assertThat(home.body()).doesNotContain("https://");
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    int port = website.address().getPort();
    Site site =
        new Site(
            sample.tracking(),
            sample.store(),
            new NamedDocuments(),
            Optional.empty(),
            InstantSource.system());
    assertThatThrownBy(() -> Website.start(site, "127.0.0.1", port, ALL))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(WebsiteError.WEBSITE_UNSTARTABLE);
              assertThat(failure).hasMessageContaining("port " + port);
            });
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private String page(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(answer::body).isEqualTo(200);
    return answer.body();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return browser.send(request(path), BodyHandlers.ofString());
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create(website.address() + path)).build();
  }
}
