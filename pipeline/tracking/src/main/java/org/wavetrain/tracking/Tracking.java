package org.wavetrain.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.RunsPage;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;
import org.mlflow.tracking.creds.MlflowHostCredsProvider;
import org.wavetrain.failure.UserFailure;

/**
 * The tracking server: experiments, runs and the model registry. Every call that fails for a reason
 * that may pass is repeated for two minutes, or what else a {@link Patience} says; what fails for
 * good is a {@link UserFailure} with a code of {@link TrackingError}. Safe for use by several
 * threads.
 *
 * <p>Speaks MLflow's REST API through its Java client, but for runs' files: the client would start
 * a Python process for them.
 */
public final class Tracking implements AutoCloseable {
  /** MLflow's own tag: under which run a run is shown. */
  public static final String PARENT_RUN_TAG = "mlflow.parentRunId";

  /** MLflow's own tag: what its page of a run says about it, in Markdown. */
  public static final String DESCRIPTION_TAG = "mlflow.note.content";

  /** The tag of a run of a whole pipeline that holds the pipeline's name. */
  public static final String PIPELINE_TAG = "wavetrain.pipeline";

  private static final Duration PATIENCE_WHEN_CONNECTING = Duration.ofSeconds(5);
  private static final int RUNS_A_PAGE = 1000;

  private final Server server;
  private final Experiments experiments;
  private final RunCalls runs;
  private final ModelRegistry registry;
  private final ArtifactProxy files;
  private final Path journals;

  private Tracking(Server server, ArtifactProxy files, Path journals) {
    this.server = server;
    this.experiments = new Experiments(server);
    this.runs = new RunCalls(server);
    this.registry = new ModelRegistry(server);
    this.files = files;
    this.journals = journals;
  }

  /** Connects without credentials. */
  public static Tracking connect(URI address) {
    return connect(TrackingSettings.of(address));
  }

  /** Connects and makes sure that an MLflow server answers. */
  public static Tracking connect(TrackingSettings settings) {
    return connect(settings, Patience.OF_WORK);
  }

  /** As above, with a patience of its own. */
  public static Tracking connect(TrackingSettings settings, Patience patience) {
    return connect(settings, Path.of(System.getProperty("java.io.tmpdir")), patience);
  }

  /**
   * Connects and makes sure that an MLflow server answers.
   *
   * @param journals a folder for what has been logged and not been sent
   */
  public static Tracking connect(TrackingSettings settings, Path journals) {
    return connect(settings, journals, Patience.OF_WORK);
  }

  static Tracking connect(TrackingSettings settings, Path journals, Patience patience) {
    MlflowHostCredsProvider credentials =
        settings.token().isPresent()
            ? new BasicMlflowHostCreds(settings.host(), settings.token().get())
            : new BasicMlflowHostCreds(
                settings.host(),
                settings.username().orElse(null),
                settings.password().orElse(null));
    ObjectMapper json = new ObjectMapper();
    Calls calls = new Calls(new CallFailures(settings.address(), json), patience.ofOneRequest());
    DirectRequests direct = new DirectRequests(settings);
    Server server =
        new Server(new MlflowClient(credentials), direct, calls, json, patience.ofACall());
    try {
      server.call(
          "connect",
          PATIENCE_WHEN_CONNECTING,
          client -> client.searchExperiments("", ViewType.ACTIVE_ONLY, 1, List.of()));
      return new Tracking(server, new ArtifactProxy(settings, direct), journals);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** The id of the experiment with this name, which is created if there is none. */
  public String experiment(String name) {
    return experiments.idOf(name);
  }

  /** The id of the experiment with this name, if there is one. */
  public Optional<String> findExperiment(String name) {
    return experiments.find(name);
  }

  /** Starts a run. */
  public TrackedRun start(RunRequest request) {
    return tracked(runs.create(request), Map.of());
  }

  /**
   * Goes on with the newest run that has these tags and has not ended as {@link
   * RunStatus#FINISHED}; its status becomes {@link RunStatus#RUNNING} again. Steps of a metric that
   * it has logged already are not logged again: whoever goes on from a checkpoint repeats them.
   */
  public Optional<TrackedRun> findUnfinished(String experimentId, Map<String, String> tags) {
    return resumeNewest(experimentId, tags, List.of("attributes.status != 'FINISHED'"));
  }

  /**
   * Goes on with the newest run that has these tags, however it ended; its status becomes {@link
   * RunStatus#RUNNING} again.
   */
  public Optional<TrackedRun> resumeNewest(String experimentId, Map<String, String> tags) {
    return resumeNewest(experimentId, tags, List.of());
  }

  private Optional<TrackedRun> resumeNewest(
      String experimentId, Map<String, String> tags, List<String> conditions) {
    List<String> terms = new ArrayList<>(conditions);
    terms.addAll(terms(tags));
    return search(experimentId, RunSearch.matching(String.join(" and ", terms))).stream()
        .filter(run -> run.tags().entrySet().containsAll(tags.entrySet()))
        .max(Comparator.comparing(RunSummary::started))
        .map(
            run -> {
              runs.reopen(run);
              return tracked(run.id(), runs.lastSteps(run.id()));
            });
  }

  /** Goes on with a run, whose status becomes {@link RunStatus#RUNNING} again. */
  public TrackedRun resume(String runId) {
    runs.reopen(run(runId));
    return tracked(runId, Map.of());
  }

  private TrackedRun tracked(String runId, Map<String, Long> loggedBefore) {
    return new TrackedRun(runId, runs, new Journal(journals), loggedBefore);
  }

  /**
   * Sends what a run could not, in place of its process, which is gone.
   *
   * @param lines what {@link TrackedRun#unsent} has returned, all parts one after the other
   * @return how the run has ended, if that was among it
   * @throws IllegalArgumentException if the lines are not what it returns
   */
  public Optional<RunStatus> send(String runId, List<byte[]> lines) {
    LogBatch batch = new LogBatch();
    for (byte[] part : lines) {
      for (String line : new String(part, UTF_8).split("\n")) {
        LogEntry entry = LogEntryJson.read(line);
        if (!batch.add(entry)) {
          runs.log(runId, batch, server.patience());
          batch = new LogBatch();
          batch.add(entry);
        }
      }
    }
    runs.log(runId, batch, server.patience());
    return batch.end().map(LogEntry.End::status);
  }

  /**
   * Whether {@link #upload} can put files to an address: one of this server's own folders. Other
   * ones are object stores', to be written to directly, or nobody's.
   */
  public boolean takesFiles(String address) {
    return files.takes(address);
  }

  /**
   * Uploads a small file to a run's folder, through the server.
   *
   * @param folder the run's {@link RunSummary#artifactUri}, which {@link #takesFiles}
   * @param path below the folder, with slashes
   */
  public void upload(String folder, String path, byte[] content) {
    server.other(
        "upload " + path,
        () -> {
          files.put(folder, path, content);
          return path;
        });
  }

  /** A run as it is now. */
  public RunSummary run(String runId) {
    return RunSummary.of(runs.get(runId));
  }

  /** Every value of a metric that a run has logged. */
  public MetricHistory history(String runId, String metric) {
    return MetricHistory.of(
        metric,
        server.call(
            "read metric " + metric + " of run " + runId,
            client -> client.getMetricHistory(runId, metric)));
  }

  /** A history with what the run has logged since it was read. */
  public GrowingHistory grown(GrowingHistory before) {
    return before.grown(server);
  }

  /** The ids of all experiments, by name. */
  public SortedMap<String, String> experiments() {
    return experiments.all();
  }

  /** The runs of an experiment that match. */
  public List<RunSummary> search(String experimentId, RunSearch search) {
    return server.call(
        "search the runs of experiment " + experimentId,
        client -> {
          List<RunSummary> found = new ArrayList<>();
          RunsPage page =
              client.searchRuns(
                  List.of(experimentId),
                  search.filter(),
                  ViewType.ACTIVE_ONLY,
                  Math.min(search.limit(), RUNS_A_PAGE),
                  search.orderBy());
          page.getItems().forEach(run -> found.add(RunSummary.of(run)));
          while (page.hasNextPage() && found.size() < search.limit()) {
            page = (RunsPage) page.getNextPage();
            page.getItems().forEach(run -> found.add(RunSummary.of(run)));
          }
          return found.stream().limit(search.limit()).toList();
        });
  }

  /** The newest runs of an experiment that have these tags. */
  public List<RunSummary> search(String experimentId, Map<String, String> tags, int most) {
    return search(experimentId, new RunSearch(String.join(" and ", terms(tags)), List.of(), most));
  }

  private static List<String> terms(Map<String, String> tags) {
    List<String> terms = new ArrayList<>();
    tags.forEach(
        (name, value) -> Filters.equal("tags.`" + name + "`", value).ifPresent(terms::add));
    return terms;
  }

  /**
   * Tries whether runs and models may be written, and removes what it wrote: a run in an experiment
   * with this name, and a model with a version and an alias, whose name begins so. An experiment
   * that was there already stays. MLflow removes models for good, but keeps deleted runs and
   * experiments until {@code mlflow gc}; so the next trial goes on with the same experiment.
   */
  public WriteTrial tryWriting(String experiment) {
    return new TrialWrites(server, experiments, runs, registry, experiment).make();
  }

  /** The registry of the same server. */
  public ModelRegistry registry() {
    return registry;
  }

  @Override
  public void close() {
    server.close();
  }
}
