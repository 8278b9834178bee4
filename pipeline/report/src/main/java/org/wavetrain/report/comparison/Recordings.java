package org.wavetrain.report.comparison;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.wavetrain.artifacts.ArtifactKey;

/** Where the recordings that a page plays come from: corpora are read by whoever knows them. */
@FunctionalInterface
public interface Recordings {
  /** A page without recordings. */
  Recordings NONE = (corpus, ids, most) -> new Found(Map.of(), "");

  /**
   * Recordings to be played.
   *
   * @param mp3 the content of an MP3 file of each, by the utterance's id
   * @param remark why there are not more, as a sentence; may be empty
   */
  record Found(Map<String, byte[]> mp3, String remark) {
    public Found {
      mp3 = Map.copyOf(mp3);
    }
  }

  /**
   * Finds recordings of a corpus.
   *
   * @param corpus an artifact of recordings
   * @param ids of utterances, those that are wanted most first; others may be in another corpus
   * @param mostBytes no more than so many together
   */
  Found of(ArtifactKey corpus, List<String> ids, long mostBytes) throws IOException;
}
