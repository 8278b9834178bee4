package org.wavetrain.website;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.report.KeptReports;
import org.wavetrain.report.PageAssets;
import org.wavetrain.report.PipelineRun;
import org.wavetrain.tracking.ModelVersion;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingError;

/** Which page is at which address. */
public final class Site {
  private static final Logger LOG = LoggerFactory.getLogger(Site.class);
  private static final String REPORT = "report.html";
  private static final Pattern RUN =
      Pattern.compile("/runs/([0-9a-zA-Z]{1,64})(/report|/data/[^/]+)?");
  private static final Pattern MODEL = Pattern.compile("/models/([^/]+)");
  private static final int MOST_COMPARED = 50;
  private static final String CSS = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  private final TrackedRuns runs;
  private final RegisteredModels models;
  private final KeptReports reports;
  private final Documents documents;
  private final Optional<Schedules> schedules;
  private final Templates templates = new Templates();

  /**
   * @param documents writes the pages that can be kept as files, too
   * @param schedules what runs next; empty where nothing runs by itself
   */
  public Site(
      Tracking tracking,
      ArtifactStore store,
      Documents documents,
      Optional<? extends Schedules> schedules,
      InstantSource clock) {
    this.runs = new TrackedRuns(tracking, store, clock);
    this.models = new RegisteredModels(tracking.registry(), store);
    this.reports = new KeptReports(store);
    this.documents = documents;
    this.schedules = schedules.map(given -> given);
  }

  /** What is at an address; a page that says so if there is nothing, or if it cannot be read. */
  Answer answer(String path, Query query) {
    try {
      return found(path, query)
          .orElseGet(
              () -> refused(404, "There is no page at " + path + ".", "Begin at the home page."));
    } catch (UserFailure failure) {
      return failed(failure);
    } catch (IOException | RuntimeException failure) {
      LOG.error("{} cannot be shown", path, failure);
      return refused(
          500, "This page cannot be shown: " + failure.getMessage(), "The log tells more.");
    }
  }

  private Optional<Answer> found(String path, Query query) throws IOException {
    Matcher run = RUN.matcher(path);
    Matcher model = MODEL.matcher(path);
    if (run.matches()) {
      return ofRun(run.group(1), Objects.requireNonNullElse(run.group(2), ""));
    }
    if (model.matches()) {
      return ofModel(URLDecoder.decode(model.group(1), UTF_8));
    }
    return switch (path) {
      case "/" -> page("home", new HomePage(runs, models, schedules).content());
      case "/runs" ->
          page(
              "runs",
              new RunsPage(
                      runs, query.first("pipeline"), query.first("status"), query.first("sort"))
                  .content());
      case "/models" ->
          page("models", Map.of("title", "Models", "live", false, "champions", models.champions()));
      case "/compare" -> Optional.of(comparison(query.all("run")));
      case "/assets/report.css" -> Optional.of(Answer.asset(CSS, PageAssets.style()));
      case "/assets/site.css" -> Optional.of(Answer.asset(CSS, text("site.css")));
      case "/assets/chart.js" -> Optional.of(Answer.asset(SCRIPT, PageAssets.chartLibrary()));
      case "/assets/charts.js" -> Optional.of(Answer.asset(SCRIPT, PageAssets.chartScript()));
      case "/assets/site.js" -> Optional.of(Answer.asset(SCRIPT, text("site.js")));
      case "/health" -> Optional.of(Answer.text("OK"));
      default -> Optional.empty();
    };
  }

  private Optional<Answer> ofRun(String id, String part) throws IOException {
    Optional<PipelineRun> found = runs.find(id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    PipelineRun run = found.get();
    if (part.isEmpty()) {
      return page(
          "run", new RunPage(runs, models, run, reports.find(id, REPORT).isPresent()).content());
    }
    if (part.equals("/report")) {
      return reports.find(id, REPORT).map(Answer::document);
    }
    String stage = URLDecoder.decode(part.replaceFirst("^/data/", ""), UTF_8);
    ArtifactKey corpus = run.artifacts().get(stage);
    if (corpus != null && corpus.stage().equals(RunPage.INGEST)) {
      return Optional.of(document(file -> documents.data(corpus, stage, run.model(), file)));
    }
    return Optional.empty();
  }

  private Optional<Answer> ofModel(String name) throws IOException {
    List<ModelVersion> versions = models.versions(name);
    return versions.isEmpty()
        ? Optional.empty()
        : page("model", new ModelPage(models, name, versions).content());
  }

  private Answer comparison(List<String> ids) throws IOException {
    List<String> wanted = ids.stream().distinct().toList();
    if (wanted.size() < 2 || wanted.size() > MOST_COMPARED) {
      return refused(
          400,
          "%d runs were chosen to be compared.".formatted(wanted.size()),
          "Choose from two to %d in the list of runs.".formatted(MOST_COMPARED));
    }
    return document(file -> documents.comparison(wanted, file));
  }

  /** What writes a document. */
  @FunctionalInterface
  private interface Written {
    void to(Path file) throws IOException;
  }

  private static Answer document(Written document) throws IOException {
    Path file = Files.createTempFile("wavetrain-page", ".html");
    try {
      document.to(file);
      return Answer.document(Files.readAllBytes(file));
    } finally {
      Files.delete(file);
    }
  }

  private Optional<Answer> page(String template, Map<String, Object> content) throws IOException {
    return Optional.of(Answer.page(200, templates.page(template, content)));
  }

  private Answer failed(UserFailure failure) {
    int status =
        failure.code() == TrackingError.TRACKING_NOT_FOUND
            ? 404
            : failure.code().mayPass() ? 503 : 500;
    return refused(status, failure.code().name() + ": " + failure.getMessage(), failure.remedy());
  }

  private Answer refused(int status, String sentence, String remedy) {
    Map<String, Object> content = new HashMap<>();
    content.put("title", "Not shown");
    content.put("live", false);
    content.put("sentence", sentence);
    content.put("remedy", remedy);
    try {
      return Answer.page(status, templates.page("refused", content));
    } catch (IOException impossible) {
      throw new AssertionError("templates are on the class path", impossible);
    }
  }

  private static String text(String resource) throws IOException {
    try (InputStream stream = Site.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(stream, resource).readAllBytes(), UTF_8);
    }
  }
}
