package org.wavetrain.local.tracking;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Makes a database beside its place and puts it there when it is whole. So a file without bytes is
 * never one that was only begun.
 */
final class NewDatabase {
  private NewDatabase() {}

  /** Makes the tables; if another process is quicker, its database stays. */
  static void make(Path file, String artifactRoot) throws SQLException {
    Path draft = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".new");
    try {
      try (Database database = Database.open(draft)) {
        database.write(
            sql -> {
              Schema.create(sql, artifactRoot, System.currentTimeMillis());
              return draft;
            });
      }
      put(draft, file);
    } catch (IOException unwritable) {
      throw new SQLException(unwritable.toString(), unwritable);
    } finally {
      draft.toFile().delete();
    }
  }

  private static void put(Path draft, Path file) throws IOException {
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException quicker) {
      return;
    } catch (IOException | UnsupportedOperationException withoutLinks) {
      if (!Files.exists(file)) {
        Files.move(draft, file);
      }
    }
  }
}
