package org.wavetrain.website;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.report.KeptReports;
import org.wavetrain.tracking.ModelVersion;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.TrackingError;

class WebsiteTest {
  private final HttpClient browser = HttpClient.newHttpClient();
  private TrackedSample sample;
  private Website website;

  @BeforeEach
  void serve(@TempDir Path home) {
    sample = new TrackedSample(home);
    website = serve(Optional.empty());
  }

  private Website serve(Optional<Schedules> schedules) {
    Documents documents = new NamedDocuments();
    return Website.start(
        new Site(sample.tracking(), sample.store(), documents, schedules, InstantSource.system()),
        "127.0.0.1",
        0);
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
        .contains("data-live=\"false\"");
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
            .contains("data-live=\"true\"")
            .contains("loss 1.5", "about 2 min 00 s left")
            .contains("finetune: loss", "[[1,3.0],[2,1.5]]");
        stage.finish(RunStatus.FINISHED);
      }
      run.finish(RunStatus.FINISHED);
      assertThat(page("runs/" + run.id())).contains("data-live=\"false\"").doesNotContain("left");
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
    assertThat(page("compare?run=a&run=b&run=a")).isEqualTo("compared [a, b]");
    HttpResponse<String> alone = get("compare?run=a");
    assertThat(alone.statusCode()).isEqualTo(400);
    assertThat(alone.body()).contains("1 runs were chosen", "Choose from two");
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
      assertThat(answer.body()).contains("class=\"problem\"", "<a href=\"/\">Home</a>");
    }
  }

  @Test
  void nothingCanBeChangedAndNobodyElseCanRead() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(website.address()).POST(BodyPublishers.noBody()).build();
    assertThat(browser.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    try (Socket socket = new Socket("127.0.0.1", website.address().getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n"
                  .getBytes(UTF_8));
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void pagesFetchNothingFromElsewhere() throws Exception {
    HttpResponse<String> home = get("");
    assertThat(home.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'");
    for (String asset : List.of("report.css", "site.css", "chart.js", "charts.js", "site.js")) {
      assertThat(home.body()).contains("\"/assets/" + asset + "\"");
      assertThat(get("assets/" + asset).statusCode()).isEqualTo(200);
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
    assertThatThrownBy(() -> Website.start(site, "127.0.0.1", port))
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
    URI address = URI.create(website.address() + path);
    return browser.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }
}
