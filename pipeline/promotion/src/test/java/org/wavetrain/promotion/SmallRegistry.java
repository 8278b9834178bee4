package org.wavetrain.promotion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ClaimSettings;
import org.wavetrain.artifacts.Claims;
import org.wavetrain.artifacts.FolderTree;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.Gates;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.tracking.ModelRegistry;
import org.wavetrain.tracking.ModelVersion;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingSettings;

/**
 * Servers with one model, whose versions are judged and put in service. Each test has servers of
 * its own.
 */
public final class SmallRegistry implements BeforeEachCallback, AfterEachCallback {
  static final DeclaredGates WER = new DeclaredGates("wer", Direction.LOWER, Gates.NONE);

  private final String model;
  private final Map<String, Verdict> verdicts = new HashMap<>();
  private final List<String> waits = new ArrayList<>();
  private Path home;
  private EmbeddedServers servers;
  private Tracking tracking;
  private ArtifactStore store;
  private String runId;

  public SmallRegistry(String model) {
    this.model = model;
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    home = Files.createTempDirectory("registry");
    servers = EmbeddedServers.start(home, Map.of());
    tracking = Tracking.connect(TrackingSettings.fromEnvironment(servers.environment()));
    store = ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()));
    RunRequest request =
        new RunRequest(tracking.experiment(model), "run", Optional.empty(), Map.of());
    try (TrackedRun run = tracking.start(request)) {
      runId = run.id();
      run.finish(RunStatus.FINISHED);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    tracking.close();
    store.close();
    servers.close();
    new FolderTree(home).remove();
  }

  /** The variables that tell other processes where the servers are. */
  public Map<String, String> environment() {
    return servers.environment();
  }

  public ModelRegistry registry() {
    return tracking.registry();
  }

  public ArtifactStore store() {
    return store;
  }

  /** A run that versions may be of. */
  public String runId() {
    return runId;
  }

  public Promotion promotion() {
    return promotion(new NoTrials());
  }

  Promotion promotion(ModelTrials trials) {
    return new Promotion(registry(), champions(), store, trials, this::keep);
  }

  Gatekeeper gatekeeper() {
    return gatekeeper(new NoTrials());
  }

  Gatekeeper gatekeeper(ModelTrials trials) {
    return new Gatekeeper(registry(), turns(), store, trials, this::keep);
  }

  /**
   * As of a process with another way to the registry. Each such one takes over from the one before,
   * which it believes to be gone.
   */
  Promotion promotionThatTakesOver(ModelRegistry way) {
    Turns turns =
        new Turns(
            store.claims(
                ClaimSettings.fromEnvironment(
                    Map.of(ClaimSettings.OWNER_VARIABLE, "one at a time"))),
            this::waitFor);
    return new Promotion(way, champions(way, turns), store, new NoTrials(), this::keep);
  }

  public Champions champions() {
    return champions(registry(), turns());
  }

  private Champions champions(ModelRegistry way, Turns turns) {
    return new Champions(
        way,
        turns,
        moves(),
        new AskedRollbacks(store),
        () -> Instant.parse("2026-01-31T10:00:00Z"),
        "a test");
  }

  public Moves moves() {
    return new Moves(store);
  }

  public Claims claims() {
    return store.claims(ClaimSettings.fromEnvironment(Map.of()));
  }

  private Turns turns() {
    return new Turns(claims(), this::waitFor);
  }

  private synchronized void waitFor(String whom) {
    waits.add(whom);
  }

  /** Whom something waited for. */
  synchronized List<String> waits() {
    return List.copyOf(waits);
  }

  private synchronized void keep(String run, Verdict verdict, Object turn) {
    verdicts.put(run, verdict);
  }

  /** The last verdict on a version of a run. */
  synchronized Verdict verdict(String run) {
    return verdicts.get(run);
  }

  /** Registers a version that nobody judges yet; returns its number. */
  public int register(Candidate candidate) {
    return new Versions(registry(), turns()).of(candidate).version();
  }

  public ModelVersion champion() {
    return registry().byAlias(model, Promotion.CHAMPION).orElseThrow();
  }

  public Candidate candidate(String name, double wer) {
    return candidate(name, wer, "corpus");
  }

  Candidate candidate(String name, double wer, String corpus) {
    Map<String, String> tags = new HashMap<>(WER.tags());
    tags.put("wavetrain.stage.export", key(name).toString());
    tags.put(Promotion.CORPUS_TAG, corpus);
    return measured(name, Map.of("wer", wer), tags);
  }

  Candidate measured(String name, Map<String, Double> metrics, Map<String, String> tags) {
    return new Candidate(model, key(name), "s3://wavetrain/" + name, runId, metrics, tags);
  }

  static ArtifactKey key(String name) {
    return new ArtifactKey("export", Sha256.of(name));
  }
}
