package org.wavetrain.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Sha256;

/**
 * What is behind a job's inputs.
 *
 * @param readers the artifacts by input
 * @param digests the content digests of artifacts and sources by input
 */
record JobInputs(Map<String, List<ArtifactReader>> readers, Map<String, List<Sha256>> digests) {
  static JobInputs open(Job job, ArtifactStore store) throws IOException {
    Map<String, List<ArtifactReader>> readers = new LinkedHashMap<>();
    for (Map.Entry<String, List<ArtifactKey>> input : job.inputs().entrySet()) {
      readers.put(input.getKey(), open(input.getValue(), store));
    }
    Map<String, List<Sha256>> digests = new LinkedHashMap<>();
    job.sources()
        .forEach(
            (port, sources) -> digests.put(port, sources.stream().map(JobSource::digest).toList()));
    readers.forEach(
        (port, behind) ->
            digests.put(
                port, behind.stream().map(reader -> reader.manifest().contentDigest()).toList()));
    return new JobInputs(readers, digests);
  }

  /**
   * Opens artifacts, in this order.
   *
   * @throws org.wavetrain.failure.UserFailure {@code ARTIFACT_MISSING}
   */
  static List<ArtifactReader> open(List<ArtifactKey> keys, ArtifactStore store) throws IOException {
    List<ArtifactReader> readers = new ArrayList<>();
    for (ArtifactKey key : keys) {
      readers.add(store.open(key));
    }
    return List.copyOf(readers);
  }
}
