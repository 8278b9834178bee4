package org.wavetrain.local.runner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.Optional;
import org.wavetrain.definition.Registration;
import org.wavetrain.failure.UserFailure;

/**
 * A run of a pipeline that an orchestrator takes from task to task.
 *
 * @param pipeline the pipeline's name, which is also that of its experiment
 * @param variant which of its variants
 * @param date the date of the snapshots, as {@code 2026-01-31}
 * @param pipelineRunId its tracking run
 * @param register what is registered at the end
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BegunRun(
    @JsonProperty(required = true) String pipeline,
    @JsonProperty(required = true) String variant,
    @JsonProperty(required = true) String date,
    @JsonProperty(required = true) String pipelineRunId,
    Optional<Registration> register) {
  static final JsonMapper MAPPER = JsonMapper.builder().addModule(new Jdk8Module()).build();

  /**
   * Reads the result of the task that began the run.
   *
   * @throws UserFailure {@code TASK_ARGUMENT_MALFORMED}
   */
  public static BegunRun fromJson(String text) {
    try {
      return MAPPER.readValue(text, BegunRun.class);
    } catch (JsonProcessingException malformed) {
      throw new UserFailure(
          RunnerError.TASK_ARGUMENT_MALFORMED,
          "This is not the result of `wavetrain task begin`: " + malformed.getOriginalMessage(),
          "Pass on the line that it printed.",
          malformed);
    }
  }
}
