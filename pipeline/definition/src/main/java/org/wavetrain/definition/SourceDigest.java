package org.wavetrain.definition;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.wavetrain.artifacts.CanonicalJson;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.failure.UserFailure;

/**
 * Digests of folders of recordings: of their files' paths and bytes, never of dates, so that a
 * folder that was copied is the same folder.
 */
public final class SourceDigest {
  private final Path root;

  private SourceDigest(Path root) {
    this.root = root;
  }

  /**
   * The digest of a source: of its name and layout, which end up in the corpus, and of its folder.
   *
   * @throws UserFailure {@code SOURCE_UNREADABLE} or {@code SOURCE_LINK_OUTSIDE}
   */
  public static Sha256 of(Source source) {
    return Sha256.of(
        CanonicalJson.of(
            Map.of(
                "name", source.name(),
                "layout", source.layout(),
                "content", of(source.path()))));
  }

  /**
   * The digest of a folder's content: of the relative path and the SHA-256 of every file, sorted by
   * path.
   *
   * @throws UserFailure {@code SOURCE_UNREADABLE} or {@code SOURCE_LINK_OUTSIDE}
   */
  static Sha256 of(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        throw unreadable(folder, Files.exists(folder) ? "is not a folder" : "does not exist", null);
      }
      SourceDigest digest = new SourceDigest(folder.toRealPath());
      return digest.of(digest.files());
    } catch (IOException failure) {
      throw unreadable(folder, "cannot be read: " + failure, failure);
    }
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            refuseLinkOutside(directory);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            refuseLinkOutside(file);
            if (attributes.isRegularFile()) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private void refuseLinkOutside(Path path) throws IOException {
    if (Files.isSymbolicLink(path) && !path.toRealPath().startsWith(root)) {
      throw new UserFailure(
          DefinitionError.SOURCE_LINK_OUTSIDE,
          "The link "
              + path
              + " leads out of its folder of recordings, to "
              + path.toRealPath()
              + ".",
          "Replace it by what it links to, or name that folder as a source of its own.");
    }
  }

  private Sha256 of(List<Path> files) throws IOException {
    Map<String, Sha256> digests = new TreeMap<>();
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      Map<String, Future<Sha256>> running = new LinkedHashMap<>();
      for (Path file : files) {
        running.put(relative(file), threads.submit(() -> Sha256.of(file)));
      }
      for (Map.Entry<String, Future<Sha256>> file : running.entrySet()) {
        digests.put(file.getKey(), file.getValue().get());
      }
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof IOException cause ? cause : new IOException(failure);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interruption);
    } finally {
      threads.shutdownNow();
    }
    StringBuilder lines = new StringBuilder();
    // A path holds no NUL, so the fields cannot run into each other.
    digests.forEach((path, digest) -> lines.append(path).append('\0').append(digest).append('\n'));
    return Sha256.of(lines.toString());
  }

  private String relative(Path file) {
    return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  private static UserFailure unreadable(Path folder, String why, IOException cause) {
    return new UserFailure(
        DefinitionError.SOURCE_UNREADABLE,
        "The folder of recordings " + folder + " " + why + ".",
        "Correct the path in the pipeline file, or the folder's permissions.",
        cause);
  }
}
