package org.wavetrain.local.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.wavetrain.artifacts.Sha256;

/**
 * The digest of a database, in a file beside it, from when nobody had it open: SQLite has no
 * checksums of its own. A disk that loses bits leaves the file's time as it was, which every
 * program that writes changes.
 */
final class DatabaseSeal {
  private final Path file;
  private final Path log;
  private final Path seal;

  DatabaseSeal(Path database) {
    this.file = database.toAbsolutePath();
    this.log = file.resolveSibling(file.getFileName() + "-wal");
    this.seal = file.resolveSibling(file.getFileName() + ".seal");
  }

  /** Where it is. */
  Path path() {
    return seal;
  }

  /** What is known of a file without reading it. */
  private record Stamp(long sizeBytes, Instant modified) {
    static Stamp of(Path file) throws IOException {
      return new Stamp(
          Files.size(file),
          Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.MICROS));
    }
  }

  private record Content(Sha256 digest, Stamp stamp) {
    String text() {
      return digest + " " + stamp.sizeBytes() + " " + stamp.modified() + "\n";
    }

    /** Empty for what is none, as after a full disk. */
    static Optional<Content> parse(String text) {
      String[] fields = text.strip().split(" ");
      try {
        return Optional.of(
            new Content(
                new Sha256(fields[0]),
                new Stamp(Long.parseLong(fields[1]), Instant.parse(fields[2]))));
      } catch (RuntimeException malformed) {
        return Optional.empty();
      }
    }
  }

  /**
   * Seals the database as it is; none if another process has it open. A seal from before stays
   * where nobody has written since: bytes that were lost meanwhile must not be sealed.
   */
  void put() throws IOException {
    Stamp before = Stamp.of(file);
    if (!Files.exists(log) && sealed().map(Content::stamp).equals(Optional.of(before))) {
      return;
    }
    Files.deleteIfExists(seal);
    Sha256 digest = Sha256.of(file);
    if (!Files.exists(log) && Stamp.of(file).equals(before)) {
      Path draft = Files.createTempFile(seal.getParent(), "tracking", ".seal");
      Files.writeString(draft, new Content(digest, before).text(), UTF_8);
      Files.move(draft, seal, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** What the seal says; empty for none. */
  private Optional<Content> sealed() throws IOException {
    return Files.exists(seal) ? Content.parse(Files.readString(seal, UTF_8)) : Optional.empty();
  }

  /** How a database stands to its seal. */
  enum State {
    /** There is no seal, or somebody has written to the database since. */
    UNKNOWN,
    WHOLE,
    /** It has other bytes, though nobody has written to it. */
    BROKEN,
    /** It has no bytes, or is gone: SQLite would take that for a new database without a word. */
    LOST
  }

  State state() throws IOException {
    // What is beside it first: whoever makes a database now puts it there before anything else.
    boolean begun = Files.exists(seal) || Files.exists(log);
    if (Files.exists(file) ? Files.size(file) == 0 : begun) {
      return State.LOST;
    }
    if (!Files.exists(seal) || !Files.exists(file) || Files.exists(log)) {
      return State.UNKNOWN;
    }
    Optional<Content> sealed = sealed();
    Stamp now = Stamp.of(file);
    if (sealed.isEmpty() || !sealed.get().stamp().modified().equals(now.modified())) {
      return State.UNKNOWN;
    }
    if (sealed.get().stamp().equals(now) && Sha256.of(file).equals(sealed.get().digest())) {
      return State.WHOLE;
    }
    return Stamp.of(file).equals(now) && !Files.exists(log) ? State.BROKEN : State.UNKNOWN;
  }
}
