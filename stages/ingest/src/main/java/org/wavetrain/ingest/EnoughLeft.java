package org.wavetrain.ingest;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wavetrain.corpus.Split;
import org.wavetrain.failure.UserFailure;

/**
 * Whether enough recordings are left for a corpus.
 *
 * @param candidates all that were listed
 * @param rejects those that were set aside
 */
record EnoughLeft(Candidates candidates, Rejects rejects) {
  /** How many recordings were set aside and why, as further sentences; or nothing. */
  String setAside() {
    return rejects.sentences(candidates.listed()).stream()
        .map(" "::concat)
        .collect(Collectors.joining());
  }

  /**
   * Refuses where nothing is there to use.
   *
   * @throws UserFailure {@code INGEST_NOTHING_LEFT}
   */
  void requireAny(boolean any) {
    if (!any) {
      throw new UserFailure(
          IngestError.INGEST_NOTHING_LEFT,
          "No recording is left to use, of %d listed.%s"
              .formatted(
                  candidates.listed().values().stream().mapToInt(Integer::intValue).sum(),
                  setAside()),
          "Mend those recordings, or give another folder.");
    }
  }

  /**
   * All splits have it, or none: figures of an empty split would say nothing.
   *
   * @throws UserFailure {@code INGEST_SPLIT_EMPTY}
   */
  void requireEverySplit(String what, Predicate<Split> has) {
    List<String> empty = Stream.of(Split.values()).filter(has.negate()).map(Split::label).toList();
    if (!empty.isEmpty() && empty.size() < Split.values().length) {
      throw new UserFailure(
          IngestError.INGEST_SPLIT_EMPTY,
          "No recording with %s is left for: %s.%s"
              .formatted(what, String.join(", ", empty), setAside()),
          "Add recordings of more speakers and with more different sentences, or change"
              + " ingest.test_share and ingest.validation_share.");
    }
  }
}
