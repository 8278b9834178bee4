package org.wavetrain.artifacts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What makes a set of objects an artifact: written last, and only once.
 *
 * @param key its address
 * @param files its files, sorted by path
 * @param contentDigest digest of paths, sizes and digests of {@code files}: equal for equal content
 * @param inputs content digests of what it was made from, by input name
 * @param parameters the stage's parameters as canonical JSON text
 * @param seed the seed of the run
 * @param codeVersion version of the stage's code
 * @param created when the manifest was written; not part of the content digest
 * @param elapsed how long the stage took, interrupted parts included up to their last checkpoint,
 *     and all shards together if it was made of some; not part of the content digest
 * @param machine what it took of a machine; not part of the content digest
 */
public record Manifest(
    ArtifactKey key,
    List<ManifestFile> files,
    Sha256 contentDigest,
    Map<String, List<Sha256>> inputs,
    String parameters,
    long seed,
    String codeVersion,
    Instant created,
    Duration elapsed,
    MachineUse machine) {
  public Manifest {
    files = List.copyOf(files);
    inputs = Map.copyOf(inputs);
  }

  /** Of an artifact of which nobody has told what it took of a machine. */
  public Manifest(
      ArtifactKey key,
      List<ManifestFile> files,
      Sha256 contentDigest,
      Map<String, List<Sha256>> inputs,
      String parameters,
      long seed,
      String codeVersion,
      Instant created,
      Duration elapsed) {
    this(
        key,
        files,
        contentDigest,
        inputs,
        parameters,
        seed,
        codeVersion,
        created,
        elapsed,
        MachineUse.UNKNOWN);
  }
}
