package org.wavetrain.testing;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.ArtifactKeys;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.Source;
import org.wavetrain.definition.SourceDigest;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.stage.Job;
import org.wavetrain.stage.JobSource;
import org.wavetrain.stage.Stage;
import org.wavetrain.stage.StageMain;
import org.wavetrain.stage.event.EventJson;
import org.wavetrain.stage.event.StageEvent;

/**
 * Runs stages for tests as they are run in earnest: each in a process of its own with its entry
 * point, against an object store and a tracking server.
 */
public final class StageTrial implements AutoCloseable {
  private final EmbeddedServers servers;
  private final ArtifactStore store;
  private final long seed;

  /**
   * @param home an empty folder for the servers
   * @param seed the seed of every stage
   */
  public StageTrial(Path home, long seed) {
    this.servers = EmbeddedServers.start(home, Map.of());
    this.store = ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()));
    this.seed = seed;
  }

  /**
   * Runs one stage to its end.
   *
   * @param parameters those that differ from their defaults
   * @param inputs artifacts by port
   * @param sources folders by port
   */
  public StageOutcome run(
      Stage stage,
      Map<String, Object> parameters,
      Map<String, List<ArtifactKey>> inputs,
      Map<String, List<Source>> sources)
      throws IOException {
    StageDescriptor descriptor = stage.descriptor();
    Parameters complete = complete(descriptor, parameters);
    ArtifactKey key = ArtifactKeys.keyOf(descriptor, complete, seed, digests(inputs, sources));
    Job job =
        new Job(
            descriptor.kind(),
            descriptor.kind(),
            key,
            complete,
            seed,
            inputs,
            jobSources(sources),
            "trial",
            Optional.empty(),
            descriptor.kind(),
            false);
    return start(job, key);
  }

  /** Opens what a stage published. */
  public ArtifactReader open(ArtifactKey key) throws IOException {
    return store.open(key);
  }

  private StageOutcome start(Job job, ArtifactKey key) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-Xmx1g", "-cp", classPath(), StageMain.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.putAll(servers.environment());
    environment.put(Job.VARIABLE, job.toJson());
    Process process = builder.redirectError(Redirect.INHERIT).start();
    process.getOutputStream().close();
    List<StageEvent> events =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .flatMap(line -> EventJson.parse(line).stream())
            .toList();
    try {
      return new StageOutcome(key, process.waitFor(), events);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Surefire starts tests from a jar that only names the class path. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static Parameters complete(StageDescriptor descriptor, Map<String, Object> given) {
    Map<String, Object> values = new HashMap<>();
    for (Parameter parameter : descriptor.parameters()) {
      parameter.fallback().ifPresent(value -> values.put(parameter.name(), value));
    }
    values.putAll(given);
    return new Parameters(values);
  }

  private Map<String, List<Sha256>> digests(
      Map<String, List<ArtifactKey>> inputs, Map<String, List<Source>> sources) throws IOException {
    Map<String, List<Sha256>> digests = new LinkedHashMap<>();
    for (Map.Entry<String, List<ArtifactKey>> input : inputs.entrySet()) {
      List<Sha256> contents = new ArrayList<>();
      for (ArtifactKey key : input.getValue()) {
        contents.add(store.open(key).manifest().contentDigest());
      }
      digests.put(input.getKey(), contents);
    }
    sources.forEach(
        (port, folders) -> digests.put(port, folders.stream().map(SourceDigest::of).toList()));
    return digests;
  }

  private static Map<String, List<JobSource>> jobSources(Map<String, List<Source>> sources) {
    return sources.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> entry.getValue().stream().map(StageTrial::jobSource).toList()));
  }

  private static JobSource jobSource(Source source) {
    return new JobSource(source.name(), source.path(), source.layout(), SourceDigest.of(source));
  }

  @Override
  public void close() {
    store.close();
    servers.close();
  }
}
