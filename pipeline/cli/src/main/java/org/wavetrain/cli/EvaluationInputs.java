package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.artifacts.StageTags;
import org.wavetrain.definition.EvaluationSources;
import org.wavetrain.definition.Source;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.runner.DigestMemory;
import org.wavetrain.promotion.PromotionError;
import org.wavetrain.stage.JobSource;
import org.wavetrain.tracking.Tracking;

/**
 * Finds what an evaluation was made of: artifacts, and folders or files of somebody's where they
 * were when it was made.
 *
 * @param memory of digests of folders
 */
record EvaluationInputs(ArtifactStore store, Tracking tracking, DigestMemory memory) {
  /**
   * What is behind one input.
   *
   * @param digests in the file's order
   */
  record Found(List<Sha256> digests, List<ArtifactKey> artifacts, List<JobSource> sources) {}

  /**
   * Finds what is behind an input by its content.
   *
   * @param tags of the version, which name the artifacts that its run made or found
   * @param runId the run that made the version, which knows where the folders are; may be empty
   * @throws UserFailure {@code VERSION_NOT_MEASURABLE} if something is gone or has changed
   */
  Found find(String input, Manifest evaluation, Map<String, String> tags, String runId)
      throws IOException {
    List<Sha256> contents = evaluation.inputs().getOrDefault(input, List.of());
    List<ArtifactKey> artifacts = new ArrayList<>();
    List<JobSource> sources = new ArrayList<>();
    Map<Sha256, ArtifactKey> known = artifacts(tags);
    for (Sha256 content : contents) {
      if (known.containsKey(content)) {
        artifacts.add(known.get(content));
      } else {
        sources.add(source(input, content, tags, runId));
      }
    }
    return new Found(contents, artifacts, sources);
  }

  private Map<Sha256, ArtifactKey> artifacts(Map<String, String> tags) throws IOException {
    Map<Sha256, ArtifactKey> known = new LinkedHashMap<>();
    for (ArtifactKey key : StageTags.readable(tags).artifacts().values()) {
      store.findReadable(key).ifPresent(found -> known.put(found.contentDigest(), key));
    }
    return known;
  }

  private JobSource source(String input, Sha256 content, Map<String, String> tags, String runId) {
    List<Source> sources = sources(runId);
    return sources.stream()
        .filter(source -> Files.exists(source.path()))
        .filter(source -> memory.of(source).equals(content))
        .findFirst()
        .map(source -> new JobSource(source.name(), source.path(), source.layout(), content))
        .orElseThrow(() -> gone(input, sources, StageTags.readable(tags).unreadable()));
  }

  private List<Source> sources(String runId) {
    return runId.isEmpty()
        ? List.of()
        : Optional.ofNullable(tracking.run(runId).tags().get(EvaluationSources.TAG))
            .map(EvaluationSources::ofTag)
            .orElse(List.of());
  }

  private static UserFailure gone(
      String input, List<Source> sources, Map<String, String> unreadable) {
    // What a changed tag named may be just what is looked for.
    Optional<String> changed =
        unreadable.entrySet().stream()
            .map(tag -> notKey(StageTags.name(tag.getKey()), tag.getValue()))
            .findFirst();
    if (changed.isPresent()) {
      return unmeasurable("its input " + input + " was not found, and " + changed.get());
    }
    return unmeasurable(
        sources.isEmpty()
            ? "what its input " + input + " was is not in the store"
            : "its input %s was one of %s, which is gone from this machine or has changed"
                .formatted(input, sources.stream().map(Source::path).toList()));
  }

  /** The end of a sentence about a tag that a person changed. */
  static String notKey(String tag, String value) {
    return "the tag %s is \"%s\", which is no key of an artifact".formatted(tag, value);
  }

  static UserFailure unmeasurable(String why) {
    return new UserFailure(
        PromotionError.VERSION_NOT_MEASURABLE,
        "A version cannot be measured again: " + why + ".",
        "Put back what is missing, or run the pipeline that made it again, or put the version in"
            + " service by hand with `wavetrain promote MODEL VERSION --force --reason WHY`.");
  }
}
