package org.wavetrain.corpus;

/** Names of attributes that several layouts give. */
public final class AttributeNames {
  /** Of the speaker: {@code female} or {@code male}. */
  public static final String SEX = "sex";

  /** Of the speaker's disorder: {@code control}, or a word of the corpus's literature. */
  public static final String SEVERITY = "severity";

  /** The corpus's own name of the part that a recording is in, such as {@code test-clean}. */
  public static final String SUBSET = "subset";

  private AttributeNames() {}
}
