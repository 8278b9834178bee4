package org.wavetrain.local.runner;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.ArtifactKeys;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.definition.Source;
import org.wavetrain.stage.JobSource;

/** What is behind the inputs of a pipeline's stages, as far as it exists. */
final class StageInputs {
  private final Pipeline pipeline;
  private final Map<String, Sha256> sources;

  private StageInputs(Pipeline pipeline, Map<String, Sha256> sources) {
    this.pipeline = pipeline;
    this.sources = Map.copyOf(sources);
  }

  /**
   * Looks at all files of the pipeline's sources, and reads those that changed, which takes a
   * while.
   *
   * @throws org.wavetrain.failure.UserFailure when one cannot be read
   */
  static StageInputs of(Pipeline pipeline, DigestMemory memory) {
    return of(pipeline, memory, source -> true);
  }

  /** As {@link #of(Pipeline, DigestMemory)}, passing over folders that do not exist. */
  static StageInputs ofExisting(Pipeline pipeline, DigestMemory memory) {
    return of(pipeline, memory, source -> Files.exists(source.path()));
  }

  private static StageInputs of(Pipeline pipeline, DigestMemory memory, Predicate<Source> wanted) {
    Map<String, Sha256> digests = new HashMap<>();
    sources(pipeline).stream()
        .filter(wanted)
        .forEach(source -> digests.put(source.name(), memory.of(source)));
    return new StageInputs(pipeline, digests);
  }

  /** The sources that stages take. */
  static List<Source> sources(Pipeline pipeline) {
    return pipeline.stages().stream()
        .flatMap(stage -> stage.inputs().values().stream().flatMap(List::stream))
        .distinct()
        .filter(name -> pipeline.find(name).isEmpty())
        .map(name -> pipeline.findSource(name).orElseThrow())
        .toList();
  }

  /** The names of the stages and sources that a stage needs and that do not exist yet. */
  List<String> missing(PlannedStage stage, Set<String> existing) {
    return stage.inputs().values().stream()
        .flatMap(List::stream)
        .distinct()
        .filter(name -> !existing.contains(name) && !sources.containsKey(name))
        .toList();
  }

  /** Whether all inputs of a stage exist. */
  boolean complete(PlannedStage stage, Set<String> existing) {
    return missing(stage, existing).isEmpty();
  }

  /** The content digests behind each input of a stage whose inputs are complete. */
  Map<String, List<Sha256>> digests(PlannedStage stage, Map<String, Manifest> existing) {
    Map<String, List<Sha256>> digests = new LinkedHashMap<>();
    stage
        .inputs()
        .forEach(
            (port, names) ->
                digests.put(
                    port, names.stream().map(name -> digest(name, existing.get(name))).toList()));
    return digests;
  }

  /** The key of a stage whose inputs are complete. */
  ArtifactKey key(PlannedStage stage, Map<String, Manifest> existing) {
    return ArtifactKeys.keyOf(
        stage.descriptor(), stage.parameters(), pipeline.seed(), digests(stage, existing));
  }

  /** The artifacts behind each input that takes artifacts. */
  Map<String, List<ArtifactKey>> artifacts(PlannedStage stage, Map<String, Manifest> existing) {
    Map<String, List<ArtifactKey>> keys = new LinkedHashMap<>();
    stage
        .inputs()
        .forEach(
            (port, names) -> {
              List<ArtifactKey> behind = new ArrayList<>();
              names.stream()
                  .filter(name -> !sources.containsKey(name))
                  .forEach(name -> behind.add(existing.get(name).key()));
              if (!behind.isEmpty()) {
                keys.put(port, List.copyOf(behind));
              }
            });
    return keys;
  }

  /** The folders behind each input that takes folders. */
  Map<String, List<JobSource>> folders(PlannedStage stage) {
    Map<String, List<JobSource>> folders = new LinkedHashMap<>();
    stage
        .inputs()
        .forEach(
            (port, names) -> {
              List<JobSource> behind =
                  names.stream()
                      .filter(sources::containsKey)
                      .map(name -> pipeline.findSource(name).orElseThrow())
                      .map(
                          source ->
                              new JobSource(
                                  source.name(),
                                  source.path(),
                                  source.layout(),
                                  sources.get(source.name())))
                      .toList();
              if (!behind.isEmpty()) {
                folders.put(port, behind);
              }
            });
    return folders;
  }

  private Sha256 digest(String name, Manifest artifact) {
    Sha256 source = sources.get(name);
    return source == null ? artifact.contentDigest() : source;
  }
}
