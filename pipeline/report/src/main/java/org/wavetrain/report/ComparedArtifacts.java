package org.wavetrain.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.evaluation.EvaluationMetrics;

/** What is read of the artifacts of runs that are compared. */
public final class ComparedArtifacts {
  private static final String INGEST = "ingest";
  private static final String EVALUATE = "evaluate";

  private final List<ComparedRun> runs;
  private final Map<ArtifactKey, Read> read;

  private record Read(Manifest manifest, Map<String, Double> metrics) {}

  private ComparedArtifacts(List<ComparedRun> runs, Map<ArtifactKey, Read> read) {
    this.runs = List.copyOf(runs);
    this.read = read;
  }

  /** Reads each artifact once, and several at a time. */
  public static ComparedArtifacts read(ArtifactStore store, List<ComparedRun> runs)
      throws IOException {
    Map<ArtifactKey, Read> read = new ConcurrentHashMap<>();
    try {
      runs.stream()
          .flatMap(run -> run.artifacts().values().stream())
          .distinct()
          .toList()
          .parallelStream()
          .forEach(key -> read.put(key, read(store, key)));
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
    return new ComparedArtifacts(runs, read);
  }

  private static Read read(ArtifactStore store, ArtifactKey key) {
    try {
      ArtifactReader artifact = store.open(key);
      return new Read(
          artifact.manifest(),
          key.stage().equals(EVALUATE) ? EvaluationMetrics.read(artifact) : Map.of());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  List<ComparedRun> runs() {
    return runs;
  }

  Manifest manifest(ArtifactKey key) {
    return read.get(key).manifest();
  }

  /** The figures of an evaluation; none of another artifact. */
  Map<String, Double> metrics(ArtifactKey key) {
    return read.get(key).metrics();
  }

  /**
   * The stages that made a corpus in one run and one of other content in another. Each run digests
   * its sources when it begins, so that files may have come in between, and a variant may ingest in
   * another way.
   */
  public SortedSet<String> differingCorpora() {
    Map<String, Set<Sha256>> contents = new HashMap<>();
    for (ComparedRun run : runs) {
      run.artifacts()
          .forEach(
              (stage, key) -> {
                if (key.stage().equals(INGEST)) {
                  contents
                      .computeIfAbsent(stage, corpus -> new HashSet<>())
                      .add(manifest(key).contentDigest());
                }
              });
    }
    SortedSet<String> differing = new TreeSet<>(contents.keySet());
    differing.removeIf(stage -> contents.get(stage).size() == 1);
    return differing;
  }
}
