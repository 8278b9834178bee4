package org.wavetrain.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.FolderTree;
import org.wavetrain.artifacts.ManifestFile;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.failure.FileTrouble;
import org.wavetrain.failure.UserFailure;

/**
 * A copy of an exported model in a folder of the user's. Files are gathered in a folder beside it,
 * which takes its name at the end; an empty folder of the user's stays the one that it is, so there
 * they are gathered within it and take their places at the end. Those that are there already are
 * kept if their digests are right. Several may copy to the same folder at once: whole files and
 * whole folders take their names, the first folder wins, and the others find it.
 */
final class PulledModel {
  private static final Logger LOG = LoggerFactory.getLogger(PulledModel.class);

  private final ArtifactReader export;
  private final Path target;
  private final boolean within;
  private final Path partial;

  /**
   * @param target absolute
   */
  PulledModel(ArtifactReader export, Path target) {
    this.export = export;
    this.target = target;
    this.within = Files.isDirectory(target);
    String mark = ".partial-" + export.manifest().contentDigest().abbreviated();
    this.partial =
        within ? target.resolve(mark) : target.resolveSibling("." + target.getFileName() + mark);
  }

  /**
   * Copies what is missing.
   *
   * @return false if all of it was there
   * @throws UserFailure {@code OUTPUT_FOLDER_IN_USE} when the folder holds something else, {@code
   *     OUTPUT_FOLDER_UNWRITABLE}, {@code ARTIFACT_CORRUPT}
   */
  boolean pull() throws IOException {
    if (Files.exists(target) && !isToBeFilled()) {
      if (isComplete(target)) {
        return false;
      }
      throw new UserFailure(
          CommandError.OUTPUT_FOLDER_IN_USE,
          "The model is to go to %s, which is there and not an empty folder.".formatted(target),
          "Name a folder that does not exist yet, or an empty one.");
    }
    try {
      Files.createDirectories(partial);
    } catch (IOException failure) {
      throw new UserFailure(
          CommandError.OUTPUT_FOLDER_UNWRITABLE,
          "The output folder %s cannot be made or written to: %s."
              .formatted(target, FileTrouble.reason(failure)),
          "Name a folder on a disk with free space that you may write to.",
          failure);
    }
    try {
      for (ManifestFile file : export.manifest().files()) {
        if (!isInPlace(file) && !isRight(file, partial)) {
          copy(file);
        }
      }
      publish();
      return true;
    } catch (IOException failure) {
      if (!isTaken()) {
        throw failure;
      }
      removePartial();
      return false;
    }
  }

  private void publish() throws IOException {
    if (!within) {
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    for (ManifestFile file : export.manifest().files()) {
      Path place = target.resolve(file.path());
      Files.createDirectories(place.getParent());
      if (!isInPlace(file)) {
        // Not what somebody has put there in the meantime.
        Files.move(partial.resolve(file.path()), place);
      }
    }
    removePartial();
  }

  /** Where a copy into this folder was interrupted, or another goes on, some files are. */
  private boolean isInPlace(ManifestFile file) throws IOException {
    return within && isRight(file, target);
  }

  private void removePartial() throws IOException {
    try {
      new FolderTree(partial).remove();
    } catch (DirectoryNotEmptyException another) {
      LOG.debug("Somebody else still copies to {}, and removes it", partial, another);
    }
  }

  /** Whether somebody else has put the model there in the meantime. */
  private boolean isTaken() throws IOException {
    return Files.isDirectory(target) && isComplete(target);
  }

  /** Whether the folder is empty, or an interrupted copy has begun to fill it. */
  private boolean isToBeFilled() throws IOException {
    if (!within) {
      return false;
    }
    try (Stream<Path> contents = Files.list(target)) {
      return Files.isDirectory(partial) || contents.findAny().isEmpty();
    }
  }

  /** Whether a folder holds the model and nothing else but what is being copied. */
  private boolean isComplete(Path folder) throws IOException {
    List<ManifestFile> files = export.manifest().files();
    for (ManifestFile file : files) {
      if (!isRight(file, folder)) {
        return false;
      }
    }
    try (Stream<Path> contents = Files.walk(folder)) {
      return contents.filter(Files::isRegularFile).filter(file -> !file.startsWith(partial)).count()
          == files.size();
    }
  }

  private static boolean isRight(ManifestFile file, Path folder) throws IOException {
    Path copy = folder.resolve(file.path());
    return Files.isRegularFile(copy)
        && Files.size(copy) == file.sizeBytes()
        && Sha256.of(copy).equals(file.sha256());
  }

  private void copy(ManifestFile file) throws IOException {
    Path copy = partial.resolve(file.path());
    Files.createDirectories(copy.getParent());
    // A name of its own, but not a temporary file, which others may not read.
    Path draft =
        (within ? partial : partial.getParent())
            .resolve(partial.getFileName() + "." + UUID.randomUUID());
    try {
      // Its end comes with a failure if the digest is wrong.
      try (InputStream content = export.open(file.path())) {
        Files.copy(content, draft);
      }
      Files.move(draft, copy, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
