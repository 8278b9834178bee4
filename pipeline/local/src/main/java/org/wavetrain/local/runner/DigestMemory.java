package org.wavetrain.local.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.ManifestFile;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.FileDigests;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.Source;
import org.wavetrain.definition.SourceDigest;

/**
 * Digests of sources and of copied artifacts, quickly where most of their files did not change:
 * those of files are kept in the home, in {@code digests/}, and that of a whole source beside them.
 * It may be removed at any time.
 */
public final class DigestMemory {
  private static final Logger LOG = LoggerFactory.getLogger(DigestMemory.class);

  private final Path folder;
  private final InstantSource clock;
  private final Map<Source, Future<Sha256>> ahead = new ConcurrentHashMap<>();

  /**
   * @param home the folder that holds all state
   */
  public DigestMemory(Path home) {
    this(home, InstantSource.system());
  }

  DigestMemory(Path home, InstantSource clock) {
    this.folder = home.resolve("digests");
    this.clock = clock;
  }

  /**
   * Begins to look at the sources of a pipeline that exist, for who has something else to do before
   * the digests are asked for. They are told as they are now.
   */
  public void lookAhead(Pipeline pipeline) {
    for (Source source : StageInputs.sources(pipeline)) {
      if (Files.exists(source.path())) {
        ahead.put(source, CompletableFuture.supplyAsync(() -> look(source)));
      }
    }
  }

  /** As {@link SourceDigest#of(Source)}, of what the source holds now. */
  public Sha256 of(Source source) {
    Future<Sha256> begun = ahead.remove(source);
    if (begun == null) {
      return look(source);
    }
    try {
      return begun.get();
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(failure);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interruption);
    }
  }

  /** Whether a folder has all files of an artifact, each as it was made. */
  public boolean isIntact(Path copy, Manifest manifest) throws IOException {
    if (!FileStamp.isKnownHere()) {
      return isIntact(copy, manifest, Sha256::of);
    }
    RememberedDigests files = RememberedDigests.read(files(place(copy)), clock);
    boolean intact = isIntact(copy, manifest, files);
    try {
      files.write();
    } catch (IOException unwritable) {
      LOG.warn("The next use reads all of {} again: {}", copy, unwritable.toString());
    }
    return intact;
  }

  private static boolean isIntact(Path copy, Manifest manifest, FileDigests digests)
      throws IOException {
    for (ManifestFile file : manifest.files()) {
      Path path = copy.resolve(file.path());
      if (!Files.isRegularFile(path)
          || Files.size(path) != file.sizeBytes()
          || !digests.of(path).equals(file.sha256())) {
        return false;
      }
    }
    return true;
  }

  private static Sha256 place(Path path) {
    return Sha256.of(path.toAbsolutePath().toString());
  }

  private Path files(Sha256 place) {
    return folder.resolve(place + ".tsv");
  }

  private Sha256 look(Source source) {
    if (!FileStamp.isKnownHere()) {
      return SourceDigest.of(source);
    }
    Sha256 place = place(source.path());
    RememberedSource whole = new RememberedSource(folder.resolve(place + ".txt"), source);
    Optional<SourceStamps> stamps = stamps(source);
    Optional<Sha256> unchanged = stamps.flatMap(whole::find);
    if (unchanged.isPresent()) {
      return unchanged.get();
    }
    RememberedDigests files = RememberedDigests.read(files(place), clock);
    Sha256 digest = SourceDigest.of(source, files);
    try {
      files.write();
      if (stamps.isPresent() && files.areOf(stamps.get())) {
        whole.keep(stamps.get(), digest);
      }
    } catch (IOException unwritable) {
      LOG.warn("The next plan reads all recordings again: {}", unwritable.toString());
    }
    return digest;
  }

  private static Optional<SourceStamps> stamps(Source source) {
    try {
      return SourceStamps.of(source.path());
    } catch (IOException unreadable) {
      // Whoever looks into each file next tells the user what cannot be read.
      LOG.debug("Asking each file of {} for its digest", source.path(), unreadable);
      return Optional.empty();
    }
  }
}
