package org.wavetrain.local.runner;

import java.nio.file.Path;
import java.time.InstantSource;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.Source;
import org.wavetrain.definition.SourceDigest;

/**
 * Digests of sources, quickly where most of their files did not change: those of files are kept in
 * the home, in {@code digests/}. It may be removed at any time.
 */
public final class DigestMemory {
  private final Path folder;
  private final InstantSource clock;

  /**
   * @param home the folder that holds all state
   */
  public DigestMemory(Path home) {
    this(home, InstantSource.system());
  }

  DigestMemory(Path home, InstantSource clock) {
    this.folder = home.resolve("digests");
    this.clock = clock;
  }

  /** As {@link SourceDigest#of(Source)}, of what the source holds now. */
  Sha256 of(Source source) {
    if (!FileStamp.isKnownHere()) {
      return SourceDigest.of(source);
    }
    Path file = folder.resolve(Sha256.of(source.path().toAbsolutePath().toString()) + ".tsv");
    RememberedDigests digests = RememberedDigests.read(file, clock);
    Sha256 digest = SourceDigest.of(source, digests);
    digests.write();
    return digest;
  }
}
