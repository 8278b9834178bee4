package org.wavetrain.local.runner.toy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.Set;
import java.util.stream.Stream;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.definition.Overrides;
import org.wavetrain.definition.ParameterOverride;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PipelineCheck;
import org.wavetrain.definition.PipelineFile;
import org.wavetrain.definition.Surroundings;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.local.runner.DigestMemory;
import org.wavetrain.local.runner.Machine;
import org.wavetrain.local.runner.PipelineRunner;
import org.wavetrain.local.runner.RunListener;
import org.wavetrain.local.runner.RunResult;
import org.wavetrain.local.runner.RunSettings;
import org.wavetrain.local.runner.StageSelection;
import org.wavetrain.stage.HangPatience;
import org.wavetrain.stage.Stage;
import org.wavetrain.tracking.RunSearch;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingSettings;

/** A home with servers, a source folder and a pipeline of toy stages. */
public final class Workshop implements AutoCloseable {
  private static final String PIPELINE =
      """
      name: toys
      seed: 7
      sources:
        letters: {path: "${home}/letters"}
      stages:
        files: {inputs: {folders: letters}}
        left: {stage: counter, inputs: {before: files}}
        right: {stage: counter, inputs: {before: files}, parameters: {steps: 5}}
        last: {stage: counter, inputs: {before: left}}
      """;

  private final Path home;
  private final EmbeddedServers servers;
  private final Map<String, String> environment = new HashMap<>();
  private final ArtifactStore store;
  private final Tracking tracking;

  public Workshop(Path home) throws IOException {
    this.home = home;
    Files.createDirectories(home.resolve("letters"));
    Files.writeString(home.resolve("letters").resolve("a.txt"), "alpha");
    Files.writeString(home.resolve("toys.yaml"), PIPELINE);
    this.servers = EmbeddedServers.start(home, Map.of());
    environment.putAll(servers.environment());
    this.store = ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(environment));
    this.tracking = Tracking.connect(TrackingSettings.fromEnvironment(environment));
  }

  /** Makes the stages that are started from now on fail. */
  public void breakStages() {
    environment.put(CounterStage.BROKEN_VARIABLE, "1");
  }

  /** Makes the stages that are started from now on count as hung after this time. */
  public void setHangPatience(Duration patience) {
    environment.put(HangPatience.VARIABLE, Long.toString(patience.toSeconds()));
  }

  public void stopServers() {
    servers.close();
  }

  /** Where the embedded store keeps the manifest of an artifact. */
  public Path manifest(ArtifactKey key) {
    return home.resolve("s3/wavetrain/artifacts").resolve(key.toString()).resolve("manifest.json");
  }

  public DigestMemory digests() {
    return new DigestMemory(home);
  }

  public ArtifactStore store() {
    return store;
  }

  /** The environment of stage processes. */
  public Map<String, String> environment() {
    return environment;
  }

  public Tracking tracking() {
    return tracking;
  }

  /** The pipeline with parameters such as {@code left.steps=4}. */
  public Pipeline pipeline(String... parameters) {
    return PipelineFile.read(
        home.resolve("toys.yaml"),
        new Overrides(Stream.of(parameters).map(ParameterOverride::parse).toList(), List.of()),
        new Surroundings(
            Map.of("home", home.toString()),
            stages().stream().map(Stage::descriptor).toList(),
            List.of("wav"),
            folder -> true,
            LocalDate.of(2026, 1, 31),
            PipelineCheck.NONE));
  }

  public List<Stage> stages() {
    return ServiceLoader.load(Stage.class).stream().map(Provider::get).toList();
  }

  public PipelineRunner runner(RunListener listener, int maximumParallelStages) {
    Machine machine = new Machine(2, 8192);
    return new PipelineRunner(
        new RunSettings(home, environment, machine, maximumParallelStages),
        store,
        tracking,
        stages(),
        listener);
  }

  public RunResult run(RunListener listener, String... parameters)
      throws IOException, InterruptedException {
    return runner(listener, 2).run(pipeline(parameters), StageSelection.all());
  }

  /** A stage and those that it depends on, some of them made again. */
  public static StageSelection until(String stage, Set<String> again) {
    return new StageSelection(Optional.empty(), Optional.of(stage), Optional.empty(), again);
  }

  /** Runs them one after the other. */
  public RunResult runUntil(RunListener listener, String stage, String... parameters)
      throws IOException, InterruptedException {
    return runner(listener, 1).run(pipeline(parameters), until(stage, Set.of()));
  }

  /** Runs them one after the other, some although their artifacts exist. */
  public RunResult runUntil(RunListener listener, String stage, Set<String> again)
      throws IOException, InterruptedException {
    return runner(listener, 1).run(pipeline(), until(stage, again));
  }

  /** The tracked run of the pipeline, of which there is one. */
  public RunSummary pipelineRun() {
    return trackedRuns().stream()
        .filter(run -> run.parentRunId().isEmpty())
        .findFirst()
        .orElseThrow();
  }

  /** The tracked runs of the pipeline and its stages. */
  public List<RunSummary> trackedRuns() {
    return tracking.search(tracking.experiment("toys"), RunSearch.matching(""));
  }

  @Override
  public void close() {
    tracking.close();
    store.close();
    servers.close();
  }
}
