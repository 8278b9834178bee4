package org.wavetrain.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the folders and files of somebody's are that the evaluation takes by which a pipeline's
 * models are judged, as the tracking run of the pipeline bears it in a tag: whoever evaluates
 * another model alike needs them.
 */
public final class EvaluationSources {
  /** The tag's name. */
  public static final String TAG = "wavetrain.evaluation_sources";

  private static final JsonMapper JSON = new JsonMapper();

  private EvaluationSources() {}

  private record Written(String name, String path, String layout) {
    static Written of(Source source) {
      return new Written(source.name(), source.path().toString(), source.layout());
    }

    Source source() {
      return new Source(name, Path.of(path), layout);
    }
  }

  /** The value of the tag; empty if the evaluation takes none, or nothing is registered. */
  public static Optional<String> toTag(Pipeline pipeline) {
    List<Written> sources =
        pipeline.registration().flatMap(wanted -> pipeline.find(wanted.evaluation())).stream()
            .flatMap(evaluation -> evaluation.inputs().values().stream().flatMap(List::stream))
            .flatMap(name -> pipeline.findSource(name).stream())
            .map(Written::of)
            .toList();
    try {
      return sources.isEmpty() ? Optional.empty() : Optional.of(JSON.writeValueAsString(sources));
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * Reads the value of the tag.
   *
   * @return none if it is not what {@link #toTag} writes
   */
  public static List<Source> ofTag(String text) {
    try {
      return JSON.readValue(text, new TypeReference<List<Written>>() {}).stream()
          .map(Written::source)
          .toList();
    } catch (JsonProcessingException otherHand) {
      return List.of();
    }
  }
}
