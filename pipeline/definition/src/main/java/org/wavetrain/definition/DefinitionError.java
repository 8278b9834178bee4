package org.wavetrain.definition;

import org.wavetrain.failure.ErrorCode;

/** What can be wrong with a pipeline's definition and its sources. */
public enum DefinitionError implements ErrorCode {
  /** The pipeline file cannot be read. */
  PIPELINE_FILE_UNREADABLE,
  /** The pipeline is wrong in one or more places. */
  PIPELINE_INVALID,
  /** A source does not exist or cannot be read. */
  SOURCE_UNREADABLE,
  /** A link in a source leads out of it. */
  SOURCE_LINK_OUTSIDE,
  /** An option that says something besides the file, such as {@code --set}, cannot be read. */
  OVERRIDE_MALFORMED
}
