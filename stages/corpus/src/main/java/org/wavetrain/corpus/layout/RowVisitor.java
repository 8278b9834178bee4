package org.wavetrain.corpus.layout;

import java.util.Map;

/** Told of the rows of a list in their order. */
interface RowVisitor {
  /**
   * @param number of its first line, counted from 1
   * @param values by column; empty ones are left out
   */
  void row(int number, Map<String, String> values);

  /**
   * @param number of the line, counted from 1
   * @param what is wrong, as the rest of a sentence that begins with the line
   */
  void problem(int number, String what);
}
