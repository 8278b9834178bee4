package org.wavetrain.cli;

/** The two kinds of speech that the quickstart recipe has a source for. */
enum CorpusRole {
  /** Speech with its text. */
  COMMANDS("commands"),
  /** Speech with emotions. */
  EMOTIONS("emotions");

  private final String source;

  CorpusRole(String source) {
    this.source = source;
  }

  /** Name of the source in the recipe. */
  String source() {
    return source;
  }
}
