package org.wavetrain.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.wavetrain.failure.FileTrouble;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.EmbeddedServerError;
import org.wavetrain.local.storage.StorageCredentials;
import org.wavetrain.local.tracking.EmbeddedTracking;

/**
 * Whether a run could open what a home keeps, as runs do.
 *
 * @param home it need not exist
 */
record HomeCheck(Path home) {
  private static final String NAME = "state";

  /**
   * Empty where there is nothing to open.
   *
   * @param storage whether the home's object store is used
   * @param tracking whether its tracking server is
   */
  Optional<Finding> finding(boolean storage, boolean tracking) {
    Path credentials = home.resolve("s3-credentials");
    Path database = home.resolve("tracking.db");
    boolean reads = storage && Files.exists(credentials);
    boolean kept = Files.exists(database) || Files.exists(home.resolve("tracking.db.seal"));
    boolean opens = tracking && kept;
    if (!reads && !opens) {
      return Optional.empty();
    }
    try {
      if (reads) {
        StorageCredentials.readOrCreate(credentials);
      }
      if (opens) {
        EmbeddedTracking.start(database, "s3://doctor").close();
      }
      return Optional.of(Finding.ok(NAME, "What is kept in %s can be opened.".formatted(home)));
    } catch (UserFailure failure) {
      return Optional.of(Finding.failed(NAME, failure));
    } catch (IOException failure) {
      return Optional.of(
          Finding.failed(
              NAME,
              "%s: The folder %s cannot hold the program's state: %s."
                  .formatted(EmbeddedServerError.HOME_UNUSABLE, home, FileTrouble.reason(failure)),
              "Choose another folder with --home, or make this one readable."));
    }
  }
}
