package org.wavetrain.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;

/**
 * What has been logged and not yet sent, in the order in which it was logged, as lines of {@link
 * LogEntryJson} in a file, so that hours of it take no memory. The file goes away with the process,
 * however that ends.
 *
 * <p>Positions count bytes since the journal was begun. Any thread adds; one thread at a time reads
 * the next batch, sends it, and only then removes it.
 */
final class Journal implements AutoCloseable {
  /** From this size on, in bytes, the file is emptied when all of it was sent. */
  private static final long LARGE = 1 << 20;

  /** More than a batch of metrics has. */
  private static final int BYTES_A_BATCH = 256 << 10;

  private final Path folder;

  /** No channel: those are closed when a thread that uses them is interrupted. */
  private RandomAccessFile file;

  private long dropped;
  private long sent;
  private long end;

  /**
   * @param folder where the file is made once something is added
   */
  Journal(Path folder) {
    this.folder = folder;
  }

  /**
   * A batch to be sent.
   *
   * @param end the position after its last entry
   */
  record Next(LogBatch batch, long end) {}

  synchronized void add(LogEntry entry) {
    byte[] line = LogEntryJson.write(entry).getBytes(UTF_8);
    try {
      if (file == null) {
        file = open();
      }
      file.seek(end - dropped);
      file.write(line);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    end += line.length;
  }

  synchronized boolean isEmpty() {
    return sent == end;
  }

  /** The next entries to be sent; none if all have been. */
  synchronized Next next() {
    LogBatch batch = new LogBatch();
    long position = sent;
    for (String line : new String(lines(sent, BYTES_A_BATCH), UTF_8).split("\n")) {
      if (line.isEmpty() || !batch.add(LogEntryJson.read(line))) {
        break;
      }
      position += line.getBytes(UTF_8).length + 1;
    }
    return new Next(batch, position);
  }

  /** Takes note that a batch has arrived. */
  synchronized void remove(Next batch) {
    sent = batch.end();
    if (sent == end && end - dropped >= LARGE) {
      try {
        file.setLength(0);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      dropped = end;
    }
  }

  /**
   * Whole lines that have not been sent.
   *
   * @param from the position to begin at, or where the sent ones end if that is later
   * @param most about how many bytes to return
   */
  synchronized UnsentLines unsent(long from, int most) {
    long start = Math.max(from, sent);
    return new UnsentLines(start, lines(start, most));
  }

  @Override
  public synchronized void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** As many whole lines from a position on as fit, but one at least if there is one. */
  private byte[] lines(long from, int most) {
    int length = (int) Math.min(most, end - from);
    byte[] bytes = read(from, length);
    int whole = length;
    while (whole > 0 && bytes[whole - 1] != '\n') {
      whole--;
    }
    return whole == 0 && length < end - from ? lines(from, 2 * most) : Arrays.copyOf(bytes, whole);
  }

  private byte[] read(long from, int length) {
    byte[] bytes = new byte[length];
    try {
      if (length > 0) {
        file.seek(from - dropped);
        file.readFully(bytes);
      }
    } catch (EOFException cut) {
      throw new UncheckedIOException("the file of unsent log entries was cut", cut);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return bytes;
  }

  /** Without a name from the beginning, which leaves nothing behind. */
  private RandomAccessFile open() throws IOException {
    Files.createDirectories(folder);
    Path path = folder.resolve("tracking-" + UUID.randomUUID() + ".jsonl");
    RandomAccessFile opened = new RandomAccessFile(path.toFile(), "rw");
    try {
      Files.delete(path);
    } catch (IOException failure) {
      opened.close();
      throw failure;
    }
    return opened;
  }
}
