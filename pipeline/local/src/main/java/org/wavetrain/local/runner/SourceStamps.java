package org.wavetrain.local.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.wavetrain.artifacts.Sha256;

/**
 * What tells that nothing of a source changed, without a look into any of its files.
 *
 * @param files all of them, in the order in which the system lists them: that of a folder that did
 *     not change is nearly always the same, and to sort many takes a while
 */
record SourceStamps(List<FolderEntry> files) {
  /** Enough for each processor to be busy for a while. */
  private static final int FILES_IN_A_PART = 4096;

  private static final int USUAL_BYTES = 128;

  /**
   * Those of what a source holds now; none if there is a link among it, since a link stays as it is
   * when what it leads to changes.
   *
   * @throws IOException if it is not there, or a folder of it cannot be listed
   */
  static Optional<SourceStamps> of(Path source) throws IOException {
    List<FolderEntry> files = new ArrayList<>();
    Deque<Path> folders = new ArrayDeque<>();
    List<Path> paths = List.of(source.toRealPath());
    while (true) {
      for (FolderEntry entry : lookAt(paths)) {
        switch (entry.type()) {
          case LINK -> {
            return Optional.empty();
          }
          case FOLDER -> folders.push(entry.path());
          case FILE -> files.add(entry);
          case OTHER -> {}
        }
      }
      if (folders.isEmpty()) {
        return Optional.of(new SourceStamps(files));
      }
      paths = list(folders.pop());
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.toList();
    }
  }

  /** Asking the system is what takes the time, so several ask. */
  private static List<FolderEntry> lookAt(List<Path> paths) throws IOException {
    try {
      return paths.parallelStream().map(SourceStamps::entry).toList();
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private static FolderEntry entry(Path path) {
    try {
      return FolderEntry.of(path);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** One digest of all paths and stamps. */
  Sha256 digest() {
    int parts = (files.size() + FILES_IN_A_PART - 1) / FILES_IN_A_PART;
    return Sha256.of(
        IntStream.range(0, parts)
            .parallel()
            .mapToObj(part -> digest(part * FILES_IN_A_PART))
            .map(Sha256::hex)
            .collect(Collectors.joining()));
  }

  private Sha256 digest(int first) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(FILES_IN_A_PART * USUAL_BYTES);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (FolderEntry file :
          files.subList(first, Math.min(first + FILES_IN_A_PART, files.size()))) {
        byte[] path = file.path().toString().getBytes(UTF_8);
        out.writeInt(path.length);
        out.write(path);
        out.writeLong(file.stamp().sizeBytes());
        out.writeLong(file.stamp().modifiedNanos());
        out.writeLong(file.stamp().changedNanos());
        out.writeLong(file.stamp().number());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Sha256.of(bytes.toByteArray());
  }
}
