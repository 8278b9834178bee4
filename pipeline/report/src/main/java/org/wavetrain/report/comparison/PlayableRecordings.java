package org.wavetrain.report.comparison;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.report.comparison.ComparedUtterances.Row;

/**
 * The recordings that a page plays.
 *
 * @param mp3 the content of an MP3 file of each
 * @param remark why there are not more, in sentences; may be empty
 */
record PlayableRecordings(Map<Name, byte[]> mp3, String remark) {
  /**
   * What tells a recording: two corpora may have different ones with one id.
   *
   * @param corpus the digest of the corpus that it is in
   */
  record Name(Sha256 corpus, String id) {}

  /**
   * Finds those of utterances that the runs heard differently.
   *
   * @param rows those that are wanted most first
   * @param mostBytes no more than so many together
   */
  static PlayableRecordings find(
      Recordings recordings, List<RunResults> runs, List<Row> rows, long mostBytes)
      throws IOException {
    Map<Name, byte[]> mp3 = new LinkedHashMap<>();
    List<String> remarks = new ArrayList<>();
    long left = mostBytes;
    for (Map.Entry<Sha256, ArtifactKey> corpus : corpora(runs).entrySet()) {
      PlayableRecordings before = new PlayableRecordings(mp3, "");
      List<String> missing =
          rows.stream()
              .filter(Row::isHeardDifferently)
              .filter(row -> row.testSet().contains(corpus.getKey()))
              .filter(row -> before.of(row).isEmpty())
              .map(Row::id)
              .distinct()
              .toList();
      if (missing.isEmpty() || left <= 0) {
        continue;
      }
      Recordings.Found found = recordings.of(corpus.getValue(), missing, left);
      found.mp3().forEach((id, content) -> mp3.put(new Name(corpus.getKey(), id), content));
      left -= found.mp3().values().stream().mapToLong(content -> content.length).sum();
      if (!found.remark().isEmpty()) {
        remarks.add(found.remark());
      }
    }
    return new PlayableRecordings(mp3, String.join(" ", remarks));
  }

  /** The recording of an utterance, if it can be played. */
  Optional<Name> of(Row row) {
    return row.testSet().stream()
        .map(corpus -> new Name(corpus, row.id()))
        .filter(mp3::containsKey)
        .findFirst();
  }

  /** The corpora that the runs were evaluated on, as far as they are among their artifacts. */
  private static Map<Sha256, ArtifactKey> corpora(List<RunResults> runs) {
    Map<Sha256, ArtifactKey> corpora = new LinkedHashMap<>();
    for (RunResults run : runs) {
      for (Manifest manifest : run.manifests().values()) {
        if (run.testSet().contains(manifest.contentDigest())) {
          corpora.putIfAbsent(manifest.contentDigest(), manifest.key());
        }
      }
    }
    return corpora;
  }
}
