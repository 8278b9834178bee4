package org.wavetrain.local.runner;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.FileDigests;

/**
 * Digests of the files of one source, each taken again only if the file has changed since. In a
 * text file with a line for each: digest, size, times, number, path.
 */
final class RememberedDigests implements FileDigests {
  private static final Logger LOG = LoggerFactory.getLogger(RememberedDigests.class);

  /**
   * A file that was changed this recently may be changed again without another time: file systems
   * may count in seconds, and their clock may differ from ours.
   */
  private static final Duration UNSETTLED = Duration.ofSeconds(5);

  private static final String SEPARATOR = "\t";
  private static final int FIELDS = 6;

  private final Path memory;
  private final InstantSource clock;
  private final Map<String, Entry> earlier;
  private final Map<String, Entry> now = new ConcurrentHashMap<>();
  private volatile boolean anyNew;

  private record Entry(FileStamp stamp, Sha256 digest) {}

  private RememberedDigests(Path memory, InstantSource clock, Map<String, Entry> earlier) {
    this.memory = memory;
    this.clock = clock;
    this.earlier = earlier;
  }

  /**
   * What was remembered; nothing if the file is not there, or damaged.
   *
   * @param memory the text file
   */
  static RememberedDigests read(Path memory, InstantSource clock) {
    Map<String, Entry> entries = new HashMap<>();
    if (Files.exists(memory)) {
      try {
        for (String line : Files.readAllLines(memory)) {
          String[] fields = line.split(SEPARATOR, FIELDS);
          entries.put(fields[FIELDS - 1], entry(fields));
        }
      } catch (IOException | RuntimeException damaged) {
        LOG.warn("Reading all recordings, since {} cannot be read: {}", memory, damaged.toString());
        entries.clear();
      }
    }
    return new RememberedDigests(memory, clock, entries);
  }

  private static Entry entry(String[] fields) {
    return new Entry(
        new FileStamp(
            Long.parseLong(fields[1]),
            Long.parseLong(fields[2]),
            Long.parseLong(fields[3]),
            Long.parseLong(fields[4])),
        new Sha256(fields[0]));
  }

  @Override
  public Sha256 of(Path file) throws IOException {
    FileStamp stamp = FileStamp.of(file);
    Entry known = earlier.get(file.toString());
    if (known != null && known.stamp().equals(stamp)) {
      now.put(file.toString(), known);
      return known.digest();
    }
    Sha256 digest = Sha256.of(file);
    if (isSettled(stamp) && stamp.equals(FileStamp.of(file)) && isOneLine(file)) {
      now.put(file.toString(), new Entry(stamp, digest));
      anyNew = true;
    }
    return digest;
  }

  private boolean isSettled(FileStamp stamp) {
    return stamp.isBefore(clock.instant().minus(UNSETTLED));
  }

  private static boolean isOneLine(Path file) {
    return file.toString().chars().noneMatch(letter -> letter == '\n' || letter == '\r');
  }

  /** Keeps the digests that were asked for, if they are others than before. */
  void write() throws IOException {
    if (!anyNew && now.size() == earlier.size()) {
      return;
    }
    WholeFile.write(memory, this::writeTo);
  }

  private void writeTo(Writer writer) throws IOException {
    for (Map.Entry<String, Entry> file : now.entrySet()) {
      writer.write(line(file.getKey(), file.getValue()));
    }
  }

  /** Whether just these files were asked for, while they had these stamps. */
  boolean areOf(SourceStamps stamps) {
    return stamps.files().size() == now.size()
        && stamps.files().stream().allMatch(file -> isOf(file, now.get(file.path().toString())));
  }

  private static boolean isOf(FolderEntry file, Entry entry) {
    return entry != null && entry.stamp().equals(file.stamp());
  }

  private static String line(String path, Entry entry) {
    FileStamp stamp = entry.stamp();
    return String.join(
            SEPARATOR,
            entry.digest().toString(),
            Long.toString(stamp.sizeBytes()),
            Long.toString(stamp.modifiedNanos()),
            Long.toString(stamp.changedNanos()),
            Long.toString(stamp.number()),
            path)
        + "\n";
  }
}
