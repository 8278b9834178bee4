package org.wavetrain.definition;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.wavetrain.artifacts.CanonicalJson;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.failure.FileTrouble;
import org.wavetrain.failure.UserFailure;

/**
 * Digests of sources: of their files' paths and bytes, never of dates, so that a folder that was
 * copied is the same folder.
 */
public final class SourceDigest {
  private static final String SNAPSHOTS = "snapshots";
  private static final String BLOBS = "blobs";

  private static final String UNREADABLE = "unreadable";
  private static final String LINK = "link ";

  private final Path root;
  private final FileDigests digests;
  private final Path boundary;

  private SourceDigest(Path root, FileDigests digests) {
    this.root = root;
    this.digests = digests;
    this.boundary = boundary(root);
  }

  /**
   * The folder that links may not lead out of. In Hugging Face's cache a model is a folder {@code
   * models--NAME/snapshots/REVISION} of links to {@code models--NAME/blobs}.
   */
  private static Path boundary(Path root) {
    Path snapshots = root.getParent();
    return snapshots != null
            && snapshots.endsWith(SNAPSHOTS)
            && Files.isDirectory(snapshots.resolveSibling(BLOBS))
        ? snapshots.getParent()
        : root;
  }

  /**
   * The digest of a source: of its name and layout, which end up in the corpus, and of its content,
   * all of which is read.
   *
   * @throws UserFailure {@code SOURCE_UNREADABLE} or {@code SOURCE_LINK_OUTSIDE}
   */
  public static Sha256 of(Source source) {
    return of(source, FileDigests.FRESH);
  }

  /**
   * As {@link #of(Source)}.
   *
   * @param digests tells those of its files
   */
  public static Sha256 of(Source source, FileDigests digests) {
    return Sha256.of(
        CanonicalJson.of(
            Map.of(
                "name", source.name(),
                "layout", source.layout(),
                "content", of(source.path(), digests))));
  }

  /**
   * The digest of a content: of the relative path and the SHA-256 of every file, sorted by path; of
   * a link that leads nowhere or in a circle, that of where it says that it leads. A source that is
   * a file is like a folder that holds it.
   *
   * @throws UserFailure {@code SOURCE_UNREADABLE} or {@code SOURCE_LINK_OUTSIDE}
   */
  static Sha256 of(Path source) {
    return of(source, FileDigests.FRESH);
  }

  private static Sha256 of(Path source, FileDigests digests) {
    try {
      if (!Files.exists(source)) {
        throw unreadable(source, "does not exist", null);
      }
      if (Files.isRegularFile(source)) {
        return Sha256.of(line(source.getFileName().toString(), digests.of(source).toString()));
      }
      return new SourceDigest(source.toRealPath(), digests).ofFolder();
    } catch (IOException failure) {
      throw unreadable(source, "cannot be read: " + FileTrouble.named(failure), failure);
    }
  }

  /**
   * @param file what each file is given to
   * @param brokenLink what each link is given to that leads nowhere or in a circle: it is one of
   *     many, and whoever wants to use it sets it aside
   */
  private void forEachFile(Consumer<Path> file, Consumer<Path> brokenLink) throws IOException {
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
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            // Links are followed, so that what is still one leads to nothing.
            if (attributes.isSymbolicLink()) {
              brokenLink.accept(path);
              return FileVisitResult.CONTINUE;
            }
            refuseLinkOutside(path);
            if (attributes.isRegularFile()) {
              file.accept(path);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException failure)
              throws IOException {
            if (failure instanceof FileSystemLoopException) {
              brokenLink.accept(path);
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        });
  }

  private void refuseLinkOutside(Path path) throws IOException {
    if (Files.isSymbolicLink(path) && !path.toRealPath().startsWith(boundary)) {
      throw new UserFailure(
          DefinitionError.SOURCE_LINK_OUTSIDE,
          "The link %s leads out of the source, to %s.".formatted(path, path.toRealPath()),
          "Copy the folder with what its links lead to (`cp -rL %s COPY`), and name the copy."
              .formatted(root));
    }
  }

  private Sha256 ofFolder() throws IOException {
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      Map<String, Future<String>> digests = new HashMap<>();
      forEachFile(
          file -> digests.put(relative(file), threads.submit(() -> digest(file))),
          link -> digests.put(relative(link), threads.submit(() -> linkDigest(link))));
      String[] paths = digests.keySet().toArray(String[]::new);
      Arrays.parallelSort(paths);
      StringBuilder lines = new StringBuilder();
      for (String path : paths) {
        lines.append(line(path, digests.get(path).get()));
      }
      return Sha256.of(lines.toString());
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof IOException cause ? cause : new IOException(failure);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interruption);
    } finally {
      threads.shutdownNow();
    }
  }

  /** A path holds no NUL, so the fields cannot run into each other. */
  private static String line(String path, String digest) {
    return path + '\0' + digest + '\n';
  }

  /**
   * The digest in words; of a file that may not be read, that. Whoever wants to use it tells the
   * user, or sets it aside: it is one of many.
   */
  private String digest(Path file) throws IOException {
    try {
      return digests.of(file).toString();
    } catch (AccessDeniedException unreadable) {
      return UNREADABLE;
    }
  }

  /** What a link says, which is all that there is of it. */
  private static String linkDigest(Path link) throws IOException {
    return LINK + Sha256.of(Files.readSymbolicLink(link).toString());
  }

  private String relative(Path file) {
    return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  private static UserFailure unreadable(Path source, String why, IOException cause) {
    return new UserFailure(
        DefinitionError.SOURCE_UNREADABLE,
        "The source " + source + " " + why + ".",
        "Correct the path in the pipeline file, or its permissions.",
        cause);
  }
}
