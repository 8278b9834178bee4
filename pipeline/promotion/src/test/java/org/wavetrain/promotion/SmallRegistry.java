package org.wavetrain.promotion;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ClaimSettings;
import org.wavetrain.artifacts.Claims;
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

/** Servers with one model, whose versions are judged and put in service. */
final class SmallRegistry implements AutoCloseable {
  static final DeclaredGates WER = new DeclaredGates("wer", Direction.LOWER, Gates.NONE);

  private final EmbeddedServers servers;
  private final Tracking tracking;
  private final ArtifactStore store;
  private final String model;
  private final String runId;
  private final Map<String, Verdict> verdicts = new HashMap<>();
  private final List<String> waits = new ArrayList<>();

  private SmallRegistry(
      EmbeddedServers servers, Tracking tracking, ArtifactStore store, String model) {
    this.servers = servers;
    this.tracking = tracking;
    this.store = store;
    this.model = model;
    RunRequest request =
        new RunRequest(tracking.experiment(model), "run", Optional.empty(), Map.of());
    try (TrackedRun run = tracking.start(request)) {
      runId = run.id();
      run.finish(RunStatus.FINISHED);
    }
  }

  static SmallRegistry start(Path home, String model) {
    EmbeddedServers servers = EmbeddedServers.start(home, Map.of());
    return new SmallRegistry(
        servers,
        Tracking.connect(URI.create(servers.environment().get("MLFLOW_TRACKING_URI"))),
        ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment())),
        model);
  }

  ModelRegistry registry() {
    return tracking.registry();
  }

  ArtifactStore store() {
    return store;
  }

  /** A run that versions may be of. */
  String runId() {
    return runId;
  }

  Promotion promotion() {
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

  Champions champions() {
    return new Champions(
        registry(), turns(), moves(), () -> Instant.parse("2026-01-31T10:00:00Z"), "a test");
  }

  Moves moves() {
    return new Moves(store);
  }

  Claims claims() {
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

  ModelVersion champion() {
    return registry().byAlias(model, Promotion.CHAMPION).orElseThrow();
  }

  Candidate candidate(String name, double wer) {
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
    return new ArtifactKey("export", new Sha256(name.repeat(64)));
  }

  @Override
  public void close() {
    tracking.close();
    store.close();
    servers.close();
  }
}
