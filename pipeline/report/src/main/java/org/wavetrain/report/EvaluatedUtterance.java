package org.wavetrain.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * The fields of one line of an evaluation's {@code utterances.jsonl} that the report shows.
 *
 * @param set the group of utterances that it is judged in
 * @param reference what was said; null for an utterance that was only classified
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record EvaluatedUtterance(
    String id,
    String speaker,
    String set,
    String reference,
    long errors,
    long words,
    List<Edit> alignment) {
  EvaluatedUtterance {
    alignment = alignment == null ? List.of() : List.copyOf(alignment);
  }

  /**
   * One step of the alignment.
   *
   * @param kind {@code match}, {@code substitution}, {@code deletion} or {@code insertion}
   * @param reference the word that was said; absent for an insertion
   * @param hypothesis the word that was heard; absent for a deletion
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Edit(String kind, String reference, String hypothesis) {}

  double wordErrorRate() {
    return (double) errors / Math.max(1, words);
  }
}
