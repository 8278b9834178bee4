package org.wavetrain.decoding;

/** A model of three orders whose scores can be added up by hand. */
final class SmallLanguage {
  static final String ARPA =
      """
      \\data\\
      ngram 1=6
      ngram 2=4
      ngram 3=1

      \\1-grams:
      -2.0\t<unk>
      -99\t<s>\t-0.4
      -1.0\t</s>
      -0.7\tturn\t-0.3
      -0.8\tleft\t-0.25
      -0.9\tright

      \\2-grams:
      -0.2\t<s> turn\t-0.3
      -0.5\tturn left\t-0.05
      -0.6\tturn right\t-0.1
      -0.3\tleft </s>

      \\3-grams:
      -0.1\t<s> turn left

      \\end\\
      """;

  private SmallLanguage() {}
}
