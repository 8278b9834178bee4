package org.wavetrain.definition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds what {@code ${date}} in a path stands for: among the folders that are named so with a date,
 * that of the newest one that is not after the date of the run. So a run of an earlier date sees
 * what was there then, whenever it is run.
 *
 * @param latest the date of the run
 */
record DatedPath(LocalDate latest) {
  /** The variable's name. */
  static final String VARIABLE = "date";

  /** How paths refer to it. */
  static final String REFERENCE = "${" + VARIABLE + "}";

  private static final int LENGTH = "2026-01-01".length();

  /** The path with the date put in; empty when there is no folder that fits. */
  Optional<Path> resolve(Path path) {
    Path parent = path.getRoot();
    for (Path name : path) {
      if (name.toString().contains(REFERENCE)) {
        return newest(parent, name.toString()).map(date -> with(path, date));
      }
      parent = parent.resolve(name);
    }
    return Optional.of(path);
  }

  /** The path as it is if there is a folder of the run's date. */
  Path expected(Path path) {
    return with(path, latest);
  }

  private static Path with(Path path, LocalDate date) {
    return Path.of(path.toString().replace(REFERENCE, date.toString()));
  }

  private Optional<LocalDate> newest(Path parent, String pattern) {
    int before = pattern.indexOf(REFERENCE);
    try (Stream<Path> folders = Files.list(parent)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .flatMap(name -> date(name, before).stream())
          .filter(date -> !date.isAfter(latest))
          .filter(date -> Files.exists(parent.resolve(pattern.replace(REFERENCE, date.toString()))))
          .max(Comparator.naturalOrder());
    } catch (IOException | UncheckedIOException unreadable) {
      // Without the folder there are no dates in it; the caller says so.
      return Optional.empty();
    }
  }

  private static Optional<LocalDate> date(String name, int from) {
    if (name.length() < from + LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(name.substring(from, from + LENGTH)));
    } catch (DateTimeParseException another) {
      return Optional.empty();
    }
  }
}
