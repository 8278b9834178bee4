package org.wavetrain.promotion;

import java.util.Map;

/**
 * What models were measured on. Numbers of different recordings can be compared, but say less: the
 * decision tells.
 */
final class TestSet {
  private TestSet() {}

  /** The end of a sentence that ends with the champion's version. */
  static String remark(Map<String, String> challenger, Map<String, String> champion) {
    String measured = challenger.get(Promotion.CORPUS_TAG);
    String before = champion.get(Promotion.CORPUS_TAG);
    if (measured == null || measured.equals(before)) {
      return ".";
    }
    return before == null
        ? ", of which it is not known what it was measured on."
        : ", which was measured on other recordings.";
  }
}
