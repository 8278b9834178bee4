package org.wavetrain.promotion;

import java.util.List;

/**
 * Lets a model pass that was measured on one certain corpus.
 *
 * @param digest its content digest in hexadecimal digits, or how that begins
 */
public record FrozenTestSet(String digest) implements Gate {
  @Override
  public List<JudgedRule> judge(Contest contest) {
    String got = contest.challenger().testSet().orElse("unknown");
    return List.of(new JudgedRule("test_set", digest, got, got.startsWith(digest)));
  }
}
