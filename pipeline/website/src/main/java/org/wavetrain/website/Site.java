package org.wavetrain.website;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.report.Corpora;
import org.wavetrain.report.KeptReports;
import org.wavetrain.report.PipelineRun;
import org.wavetrain.report.Templates;
import org.wavetrain.tracking.ModelVersion;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingError;

/** Which page is at which address. */
public final class Site {
  private static final Logger LOG = LoggerFactory.getLogger(Site.class);
  private static final String REPORT = "report.html";
  static final String HEALTH = "/health";
  private static final String STATE = "/state";
  private static final Pattern RUN = Pattern.compile("/runs/([0-9a-zA-Z]{1,64})");
  private static final Pattern REPORT_OF_RUN = Pattern.compile(RUN + "/report");
  private static final Pattern DATA_OF_RUN = Pattern.compile(RUN + "/data/([^/]+)");
  private static final Pattern DOCUMENT_OF_RUN = Pattern.compile(RUN + "/(?:report|data/[^/]+)");
  private static final Pattern MODEL = Pattern.compile("/models/([^/]+)");
  private static final int MOST_COMPARED = 50;

  private final TrackedRuns runs;
  private final RegistryReader models;
  private final StageCurves curves;
  private final KeptReports reports;
  private final ComparisonPages comparisons;
  private final Documents documents;
  private final Optional<Schedules> schedules;
  private final InstantSource clock;
  private final Outage outage;
  private final Assets assets = new Assets();
  private final Templates templates = new Templates(Site.class);

  /** Runs that are known to have a report; each may be large. */
  private final Set<String> reported = ConcurrentHashMap.newKeySet();

  /**
   * @param tracking gives up soon: somebody waits
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
    this.models = new RegistryReader(tracking.registry(), store);
    this.curves = new StageCurves(tracking);
    this.reports = new KeptReports(store);
    this.comparisons = new ComparisonPages(runs, models, documents);
    this.documents = documents;
    this.schedules = schedules.map(given -> given);
    this.clock = clock;
    this.outage = new Outage(clock);
  }

  /**
   * What is at any other address; a page that says so if there is nothing, or if it cannot be read.
   */
  Answer answer(String path, Query query) {
    try {
      return outage
          .unlessAway(() -> found(path, query))
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

  /** What is at an address always, and takes no time. */
  Optional<Answer> fixed(String path) {
    return path.equals(HEALTH) ? Optional.of(Answer.text("OK")) : assets.find(path);
  }

  private Optional<Answer> found(String path, Query query) throws IOException {
    if (path.startsWith(STATE + "/")) {
      return state(path.substring(STATE.length()), query);
    }
    if (path.equals("/compare")) {
      return Optional.of(comparison(query.all("run")));
    }
    Matcher report = REPORT_OF_RUN.matcher(path);
    if (report.matches()) {
      return reports.find(report.group(1), REPORT).map(Answer::document);
    }
    Matcher data = DATA_OF_RUN.matcher(path);
    if (data.matches()) {
      return data(data.group(1), URLDecoder.decode(data.group(2), UTF_8));
    }
    Optional<PageContent> content = content(path, query);
    return content.isEmpty() ? Optional.empty() : Optional.of(page(200, content.get()));
  }

  /** What a page that updates itself shows. */
  private Optional<PageContent> content(String path, Query query) {
    Matcher run = RUN.matcher(path);
    if (run.matches()) {
      return runs.find(run.group(1)).map(this::page).map(RunPage::content);
    }
    Matcher model = MODEL.matcher(path);
    if (model.matches()) {
      String name = URLDecoder.decode(model.group(1), UTF_8);
      List<ModelVersion> versions = models.versions(name);
      return versions.isEmpty()
          ? Optional.empty()
          : Optional.of(new ModelPage(models, name, versions).content());
    }
    return switch (path) {
      case "/" -> Optional.of(new HomePage(runs, models, schedules).content());
      case "/runs" ->
          Optional.of(
              new RunsPage(
                      runs, query.first("pipeline"), query.first("status"), query.first("sort"))
                  .content());
      case "/models" ->
          Optional.of(
              PageContent.of(
                  "models",
                  "Models",
                  PageContent.NOW_AND_THEN,
                  Map.of("champions", models.champions())));
      default -> Optional.empty();
    };
  }

  /** Of a document, only that it could be shown now: it is not made for that. */
  private Optional<Answer> state(String path, Query query) {
    if (path.equals("/compare")) {
      comparisons.requireTurn(query.all("run").stream().distinct().toList());
      return Optional.of(state("", Duration.ZERO));
    }
    Matcher document = DOCUMENT_OF_RUN.matcher(path);
    return document.matches()
        ? runs.find(document.group(1)).map(run -> state("", Duration.ZERO))
        : content(path, query).map(content -> state(content.state(), content.refresh()));
  }

  private static Answer state(String state, Duration refresh) {
    return Answer.json("{\"state\":\"%s\",\"refresh\":%d}".formatted(state, refresh.toSeconds()));
  }

  private RunPage page(PipelineRun run) {
    return new RunPage(runs, models, curves, run, isReported(run), clock.instant());
  }

  private boolean isReported(PipelineRun run) {
    if (!reported.contains(run.id()) && reports.find(run.id(), REPORT).isPresent()) {
      reported.add(run.id());
    }
    return reported.contains(run.id());
  }

  private Optional<Answer> data(String id, String stage) throws IOException {
    Optional<PipelineRun> run = runs.find(id);
    Optional<ArtifactKey> corpus =
        run.map(found -> found.artifacts().get(stage)).filter(Corpora::isCorpus);
    return corpus.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Answer.written(file -> documents.data(corpus.get(), stage, run.get().model(), file)));
  }

  private Answer comparison(List<String> ids) throws IOException {
    List<String> wanted = ids.stream().distinct().toList();
    if (wanted.size() < 2 || wanted.size() > MOST_COMPARED) {
      return refused(
          400,
          switch (wanted.size()) {
            case 0 -> "No run was chosen to be compared.";
            case 1 -> "Only one run was chosen to be compared.";
            default -> wanted.size() + " runs were chosen, more than one page compares.";
          },
          "Choose from two to %d in the list of runs.".formatted(MOST_COMPARED));
    }
    return comparisons.of(wanted);
  }

  private Answer page(int status, PageContent content) throws IOException {
    Map<String, Object> variables = new HashMap<>(content.variables());
    variables.put("assets", assets.addresses());
    variables.put("now", clock.instant().toString());
    StringWriter page = new StringWriter();
    templates.write(content.template(), variables, page);
    return Answer.page(status, page.toString());
  }

  /** A page that says what is wrong. */
  Answer failed(UserFailure failure) {
    String sentence = failure.code().name() + ": " + failure.getMessage();
    if (failure.code().mayPass()) {
      return refused("Away", 503, sentence, failure.remedy(), PageContent.WHILE_AWAY);
    }
    if (failure.code() == WebsiteError.WEBSITE_CHOICE_UNKNOWN) {
      return refused(400, sentence, failure.remedy());
    }
    return failure.code() == TrackingError.TRACKING_NOT_FOUND
        ? refused(
            404,
            "The tracking server knows nothing of what is asked for.",
            "Choose from the lists of runs and models; what was removed is not there.")
        : refused(500, sentence, failure.remedy());
  }

  private Answer refused(int status, String sentence, String remedy) {
    return refused("Not shown", status, sentence, remedy, Duration.ZERO);
  }

  private Answer refused(
      String title, int status, String sentence, String remedy, Duration refresh) {
    try {
      return page(
          status,
          PageContent.of(
              "refused", title, refresh, Map.of("sentence", sentence, "remedy", remedy)));
    } catch (IOException impossible) {
      throw new AssertionError("templates are on the class path", impossible);
    }
  }
}
