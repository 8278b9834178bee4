package org.wavetrain.definition;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What is registered as a model version once the pipeline has run.
 *
 * @param model the registered model's name
 * @param export the stage whose artifact is registered
 * @param evaluation the stage whose metrics decide
 * @param metric the metric that champion and challenger are compared by
 * @param better which values of it are better
 * @param gates what a version must keep to be put in service
 */
public record Registration(
    String model, String export, String evaluation, String metric, Better better, Gates gates) {
  /** The tag of a pipeline's run that names the registered model that it adds a version to. */
  public static final String MODEL_TAG = "wavetrain.model";

  /** The tag of a pipeline's run that names the stage whose metrics decide. */
  public static final String EVALUATION_TAG = "wavetrain.evaluated_by";

  /** Takes what an older program began as without gates of its own. */
  public Registration {
    gates = gates == null ? Gates.NONE : gates;
  }

  /** Which of two values of a metric is the better one. */
  public enum Better {
    @JsonProperty("lower")
    LOWER,
    @JsonProperty("higher")
    HIGHER
  }
}
