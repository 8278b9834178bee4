package org.wavetrain.ingest;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.failure.UserFailure;

/** Counts the characters of texts that are not allowed, by source. */
final class OtherCharacters {
  private final Map<String, OfSource> sources = new TreeMap<>();
  private final double limit;

  /**
   * @param limit the largest share of a source's texts that may have such characters
   */
  OtherCharacters(double limit) {
    this.limit = limit;
  }

  /** The count of one source. */
  OfSource of(String source) {
    return sources.computeIfAbsent(source, any -> new OfSource());
  }

  /** Texts of one source. */
  static final class OfSource {
    private final Map<String, Integer> textsWith = new TreeMap<>();
    private int texts;
    private int affected;

    /** Counts a text and the characters of it that are not allowed. */
    void add(List<String> notAllowed) {
      texts++;
      affected += notAllowed.isEmpty() ? 0 : 1;
      new HashSet<>(notAllowed).forEach(found -> textsWith.merge(found, 1, Integer::sum));
    }
  }

  /** In how many texts of all sources each of them is. */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    sources
        .values()
        .forEach(
            source ->
                source.textsWith.forEach(
                    (found, count) -> counts.merge(found, count, Integer::sum)));
    return counts;
  }

  /**
   * @throws UserFailure {@code INGEST_CHARACTERS_OUTSIDE} when a source passes the limit, with the
   *     characters and in how many texts they are
   */
  void check() {
    sources.forEach(
        (name, source) -> {
          if (source.affected > limit * source.texts) {
            throw new UserFailure(
                IngestError.INGEST_CHARACTERS_OUTSIDE,
                "%d of %d texts of %s have characters that are not allowed (texts with each: %s), more than the limit of %.1f %%."
                    .formatted(
                        source.affected,
                        source.texts,
                        name,
                        LabelAlphabet.described(source.textsWith),
                        100 * limit),
                "Set ingest.letter_case if it is the case that differs; put what is to be dropped"
                    + " into ingest.removed_characters, or what is to be learned into"
                    + " ingest.allowed_characters; or raise ingest.other_characters_limit.");
          }
        });
  }
}
