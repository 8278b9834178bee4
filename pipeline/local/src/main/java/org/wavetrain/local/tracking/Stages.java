package org.wavetrain.local.tracking;

import java.util.List;

/** Experiments and runs are active or deleted; requests choose by {@code view_type}. */
final class Stages {
  static final String ACTIVE = "active";
  static final String DELETED = "deleted";

  private Stages() {}

  /** The condition that a request's view type puts on a column. */
  static SqlFragment condition(String column, String viewType) {
    List<Object> stages =
        switch (viewType) {
          case "", "ACTIVE_ONLY" -> List.of(ACTIVE);
          case "DELETED_ONLY" -> List.of(DELETED);
          case "ALL" -> List.of(ACTIVE, DELETED);
          default -> throw ApiError.invalid("Invalid view type '" + viewType + "'");
        };
    return Operator.IN.on(column, stages);
  }
}
