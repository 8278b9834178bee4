package org.wavetrain.stage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.definition.Parameters;
import org.wavetrain.failure.UserFailure;

/**
 * All that a stage process is told, in the environment variable {@value #VARIABLE} as JSON.
 *
 * @param kind the stage's kind, for example {@code finetune}
 * @param name its name in the pipeline file
 * @param key the stage's artifact; if it is not known yet, the stage computes it from its inputs
 * @param parameters its parameters, defaults filled in
 * @param seed the seed
 * @param inputs the artifacts behind each input that takes artifacts, in the file's order
 * @param sources the folders behind each input that takes the user's recordings
 * @param experiment the tracking experiment: the pipeline's name
 * @param pipelineRunId the tracking run that this stage's run belongs to
 * @param runName how the tracking run is called
 * @param again whether to make the artifact even though it is published
 * @param shard the part of the work to do; empty for all of it
 * @param shards the artifacts of all shards, in their order, if the stage's is to be made of them
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Job(
    @JsonProperty(required = true) String kind,
    @JsonProperty(required = true) String name,
    Optional<ArtifactKey> key,
    @JsonProperty(required = true) Parameters parameters,
    @JsonProperty(required = true) long seed,
    @JsonProperty(required = true) Map<String, List<ArtifactKey>> inputs,
    @JsonProperty(required = true) Map<String, List<JobSource>> sources,
    @JsonProperty(required = true) String experiment,
    Optional<String> pipelineRunId,
    @JsonProperty(required = true) String runName,
    @JsonProperty(required = true) boolean again,
    Optional<Shard> shard,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ArtifactKey> shards) {
  /** The environment variable that holds the job. */
  public static final String VARIABLE = "WAVETRAIN_JOB";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  @JsonCreator
  public Job {
    inputs = Map.copyOf(inputs);
    sources = Map.copyOf(sources);
    // Whoever writes a job by hand leaves it out.
    shards = shards == null ? List.of() : List.copyOf(shards);
  }

  /** A job that one process does alone. */
  public Job(
      String kind,
      String name,
      ArtifactKey key,
      Parameters parameters,
      long seed,
      Map<String, List<ArtifactKey>> inputs,
      Map<String, List<JobSource>> sources,
      String experiment,
      Optional<String> pipelineRunId,
      String runName,
      boolean again) {
    this(
        kind,
        name,
        Optional.of(key),
        parameters,
        seed,
        inputs,
        sources,
        experiment,
        pipelineRunId,
        runName,
        again,
        Optional.empty(),
        List.of());
  }

  public String toJson() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("every job has a JSON form", impossible);
    }
  }

  /**
   * Reads what {@link #toJson} writes.
   *
   * @throws UserFailure {@code STAGE_JOB_INVALID}
   */
  public static Job fromJson(String text) {
    try {
      Job job = MAPPER.readValue(text, Job.class);
      if (job == null) {
        throw invalid("it is null", null);
      }
      return job;
    } catch (JsonProcessingException malformed) {
      throw invalid(malformed.getOriginalMessage(), malformed);
    }
  }

  private static UserFailure invalid(String why, JsonProcessingException cause) {
    return new UserFailure(
        StageError.STAGE_JOB_INVALID,
        VARIABLE + " does not hold a job: " + why,
        "Start stages with `wavetrain run`, which writes it, or copy what it wrote.",
        cause);
  }
}
