package org.wavetrain.local.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.Source;

/**
 * The digest of one source, which holds as long as no stamp of its files changes. In a text file of
 * two lines: the digest of the stamps, and the source's.
 */
final class RememberedSource {
  private static final Logger LOG = LoggerFactory.getLogger(RememberedSource.class);

  private final Path memory;
  private final Source source;

  /**
   * @param memory the text file
   */
  RememberedSource(Path memory, Source source) {
    this.memory = memory;
    this.source = source;
  }

  /** The digest, if it was remembered while the source's files had these stamps. */
  Optional<Sha256> find(SourceStamps stamps) {
    if (!Files.exists(memory)) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(memory);
      return lines.get(0).equals(digest(stamps).hex())
          ? Optional.of(new Sha256(lines.get(1)))
          : Optional.empty();
    } catch (IOException | RuntimeException damaged) {
      LOG.warn(
          "Asking each file of {}, since {} cannot be read: {}",
          source.path(),
          memory,
          damaged.toString());
      return Optional.empty();
    }
  }

  /** Remembers the digest that the source has while its files have these stamps. */
  void keep(SourceStamps stamps, Sha256 digest) throws IOException {
    WholeFile.write(memory, file -> file.write(digest(stamps) + "\n" + digest + "\n"));
  }

  /** The source's own digest tells its name and layout, too. */
  private Sha256 digest(SourceStamps stamps) {
    return Sha256.of(String.join("\0", source.name(), source.layout(), stamps.digest().hex()));
  }
}
