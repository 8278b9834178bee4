package org.wavetrain.definition;

import java.util.List;
import java.util.Map;

/** Finds what the stages of a pipeline would refuse that is sound in form. */
@FunctionalInterface
public interface PipelineCheck {
  /** Finds nothing: for pipelines that are not about to run. */
  PipelineCheck NONE = pipeline -> Map.of();

  /** The problems of each stage, by its name; stages without any may be missing. */
  Map<String, List<ParameterProblem>> problems(Pipeline pipeline);
}
