package org.wavetrain.cli.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Whether a folder can be written and has space, without making it.
 *
 * @param name of the check
 * @param folder it need not exist
 * @param leastBytes with less, nothing works
 * @param comfortableBytes with less, not much works
 */
record DiskCheck(String name, Path folder, long leastBytes, long comfortableBytes) {
  private static final long GIB = 1L << 30;

  static DiskCheck of(String name, Path folder) {
    return new DiskCheck(name, folder, GIB, 10 * GIB);
  }

  Finding finding() {
    Path existing = folder.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    String others = "Choose another folder with %s.".formatted(where());
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      return Finding.failed(name, "%s cannot be written to.".formatted(existing), others);
    }
    long bytes;
    try {
      FileStore store = Files.getFileStore(existing);
      bytes = store.getUsableSpace();
    } catch (IOException failure) {
      return Finding.failed(
          name, "The space at %s cannot be told: %s.".formatted(existing, failure), others);
    }
    String sentence =
        String.format(Locale.ROOT, "%.1f GiB are free at %s.", (double) bytes / GIB, existing);
    if (bytes < leastBytes) {
      return Finding.failed(name, sentence, "Free some space there. " + others);
    }
    return bytes < comfortableBytes
        ? Finding.warning(name, sentence, "Free some space there before a long training.")
        : Finding.ok(name, sentence);
  }

  private String where() {
    return name.equals("home") ? "--home" : "JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=DIR";
  }
}
