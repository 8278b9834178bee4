package org.wavetrain.local.disk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that leaves little space on a disk. */
record Ballast(Path file) implements AutoCloseable {
  private static final int PART = 4096;

  static Ballast leaving(Path disk, long freeBytes) throws IOException {
    Ballast ballast = new Ballast(disk.resolve("ballast"));
    long left = Files.getFileStore(disk).getUsableSpace() - freeBytes;
    try (OutputStream out = Files.newOutputStream(ballast.file())) {
      for (; left > 0; left -= PART) {
        out.write(new byte[(int) Math.min(PART, left)]);
      }
    }
    return ballast;
  }

  @Override
  public void close() throws IOException {
    Files.delete(file);
  }
}
