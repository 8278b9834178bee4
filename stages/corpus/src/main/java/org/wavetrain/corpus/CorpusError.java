package org.wavetrain.corpus;

import org.wavetrain.failure.ErrorCode;

/** What can be wrong with a corpus. */
public enum CorpusError implements ErrorCode {
  /** A shard or its description does not have the form that docs/artifacts.md gives. */
  CORPUS_MALFORMED,
  /** The folder of recordings is missing or cannot be read, or its list is not UTF-8. */
  CORPUS_UNREADABLE,
  /** The folder has none of the known layouts, or not the one that is named. */
  CORPUS_LAYOUT_UNKNOWN,
  /** The pipeline file names a layout that does not exist. */
  CORPUS_LAYOUT_UNSUPPORTED,
  /** A list of the corpus lacks a heading or a column. */
  CORPUS_LIST_INVALID,
  /** The folder has the layout but no recording. */
  CORPUS_EMPTY
}
