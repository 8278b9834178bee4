package org.wavetrain.local.tracking;

/** What a filter or an ordering speaks about, such as {@code metrics.loss}. */
record Field(Kind kind, String name) {
  /** The part before the dot. */
  enum Kind {
    ATTRIBUTE,
    METRIC,
    PARAMETER,
    TAG;

    static Kind of(String prefix) {
      return switch (prefix) {
        case "attribute", "attributes", "attr", "run" -> ATTRIBUTE;
        case "metric", "metrics" -> METRIC;
        case "parameter", "parameters", "param", "params" -> PARAMETER;
        case "tag", "tags" -> TAG;
        default ->
            throw ApiError.invalid(
                "Invalid entity type '"
                    + prefix
                    + "'. Valid values are attribute, metric, parameter and tag.");
      };
    }
  }
}
