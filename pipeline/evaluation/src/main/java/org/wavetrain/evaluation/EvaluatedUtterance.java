package org.wavetrain.evaluation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * One line of an evaluation's {@code utterances.jsonl}.
 *
 * @param set the group of utterances that it is judged in
 * @param slices what it has in common with others, by kind, for example {@code sex}; without its
 *     speaker
 * @param reference what was said; null for an utterance that was only classified
 * @param hypothesis what was heard; null for an utterance that was only classified
 * @param words of the reference
 * @param errors edits of words from reference to hypothesis
 * @param characters of the reference
 * @param characterErrors edits of characters from reference to hypothesis
 * @param label what it is; null for an utterance that was only transcribed
 * @param predicted what the classifier took it for; null for an utterance that was only transcribed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EvaluatedUtterance(
    String id,
    String speaker,
    String set,
    Map<String, String> slices,
    double seconds,
    String reference,
    String hypothesis,
    long words,
    long errors,
    long characters,
    @JsonProperty("character_errors") long characterErrors,
    List<Edit> alignment,
    String label,
    String predicted) {
  /** Takes what an older evaluation does not tell as empty. */
  public EvaluatedUtterance {
    slices = slices == null ? Map.of() : Map.copyOf(slices);
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
  public record Edit(String kind, String reference, String hypothesis) {}

  /** Whether it was transcribed. */
  public boolean isTranscribed() {
    return reference != null;
  }

  /** Whether it was classified. */
  public boolean isClassified() {
    return label != null;
  }

  /** Errors as a share of the words that were said, which may exceed 1. */
  public double wordErrorRate() {
    return (double) errors / Math.max(1, words);
  }
}
