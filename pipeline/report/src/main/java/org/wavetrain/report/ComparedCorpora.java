package org.wavetrain.report;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Sha256;

/**
 * Whether runs that are compared were made of the same recordings. Each run digests its sources
 * when it begins, so that files may have come in between, and a variant may ingest in another way.
 */
public record ComparedCorpora(ArtifactStore store) {
  private static final String INGEST = "ingest";

  /** The stages that made a corpus in one run and one of other content in another. */
  public SortedSet<String> differing(List<ComparedRun> runs) throws IOException {
    Map<String, Set<Sha256>> contents = new HashMap<>();
    for (ComparedRun run : runs) {
      for (Map.Entry<String, ArtifactKey> made : run.artifacts().entrySet()) {
        if (made.getValue().stage().equals(INGEST)) {
          contents
              .computeIfAbsent(made.getKey(), stage -> new HashSet<>())
              .add(store.open(made.getValue()).manifest().contentDigest());
        }
      }
    }
    SortedSet<String> differing = new TreeSet<>(contents.keySet());
    differing.removeIf(stage -> contents.get(stage).size() == 1);
    return differing;
  }
}
