package org.wavetrain.artifacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.artifacts.Bucket.ConditionalWrite;
import org.wavetrain.artifacts.Bucket.Outcome;
import org.wavetrain.failure.UserFailure;

/**
 * Checkpoints at {@code checkpoints/<stage>/<digest>/<step>/}, each with its manifest last; those
 * of an artifact that is made again are in a folder between digest and step, which names the draft
 * that was published before.
 */
final class StoredCheckpoints implements CheckpointStore {
  private static final Logger LOG = LoggerFactory.getLogger(StoredCheckpoints.class);

  private final Bucket bucket;
  private final Transfers transfers;
  private final Leftovers leftovers;
  private final Proof proof;
  private final String whole;
  private final String root;
  private final long openedNanos = System.nanoTime();
  private Duration before = Duration.ZERO;

  /**
   * @param folder where the checkpoints are below those of the key, with a slash at its end; empty
   *     for right there
   * @param proof required right before a manifest is written, and before others are removed
   */
  StoredCheckpoints(
      Bucket bucket, Transfers transfers, ArtifactKey key, String folder, Proof proof) {
    this.bucket = bucket;
    this.transfers = transfers;
    this.leftovers = new Leftovers(bucket, transfers, proof);
    this.proof = proof;
    this.whole = folder(key);
    this.root = whole + folder;
  }

  @Override
  public void save(long step, Path directory, int kept) throws IOException {
    // A folder of its own, so that saving a step again leaves the one before whole to the end.
    String folder = "files/" + UUID.randomUUID();
    DraftFiles files = new DraftFiles(bucket, transfers, folder(step) + folder + "/");
    files.putAll("", directory);
    double seconds = elapsed().toMillis() / 1000.0;
    publish(step, new CheckpointDocument(step, seconds, folder, files.described()).toJson());
    String current = folder(step) + folder + "/";
    List<String> old =
        new ArrayList<>(
            bucket.keys(folder(step) + "files/").stream()
                .filter(object -> !object.startsWith(current))
                .toList());
    List<Long> steps = completeSteps();
    for (long earlier : steps.subList(Math.min(kept, steps.size()), steps.size())) {
      old.addAll(bucket.keys(folder(earlier)));
    }
    proof.require();
    leftovers.removeSeen(old);
  }

  /**
   * Writes a manifest on the condition that nobody else has since the proof: a process that stands
   * still in between overwrites nothing of the one that has taken over.
   */
  private void publish(long step, byte[] json) {
    String key = manifestKey(step);
    new Attempts(
            "take the checkpoint " + key,
            "Check that nothing else writes there, then run again: it goes on from the one before.")
        .of(() -> written(key, json));
  }

  /**
   * The version that was written; empty if another is there: if it is not ours, the proof fails.
   */
  private Optional<String> written(String key, byte[] json) {
    Optional<StampedObject> seen = bucket.getStamped(key);
    if (seen.filter(object -> Arrays.equals(object.content(), json)).isPresent()) {
      // The store's answer to an earlier attempt was lost on the way.
      return seen.map(StampedObject::tag);
    }
    proof.require();
    ConditionalWrite write = bucket.putIfUnchanged(key, json, seen);
    return write.outcome() == Outcome.WRITTEN ? Optional.of(write.tag()) : Optional.empty();
  }

  @Override
  public OptionalLong restoreLatest(Path directory) throws IOException {
    for (long step : completeSteps()) {
      try {
        restore(step, directory);
        return OptionalLong.of(step);
      } catch (UserFailure failure) {
        if (failure.code() != ArtifactError.ARTIFACT_CORRUPT) {
          throw failure;
        }
        LOG.warn("Passing over the checkpoint of step {}: {}", step, failure.getMessage());
        new FolderTree(directory).remove();
        Files.createDirectories(directory);
      }
    }
    return OptionalLong.empty();
  }

  @Override
  public Duration elapsed() {
    return before.plusNanos(System.nanoTime() - openedNanos);
  }

  @Override
  public void clear() throws IOException {
    leftovers.removeBelow(whole);
  }

  private void restore(long step, Path directory) throws IOException {
    byte[] json =
        bucket
            .get(manifestKey(step))
            .orElseThrow(() -> Corruption.of(manifestKey(step), "is missing"));
    CheckpointDocument document = CheckpointDocument.read(json, manifestKey(step));
    new StoredFiles(bucket, transfers, folder(step) + document.folder() + "/")
        .download(document.files(), directory);
    before = Duration.ofMillis(Math.round(document.elapsedSeconds() * 1000));
  }

  /** The steps with a manifest, the latest first. */
  private List<Long> completeSteps() {
    List<Long> steps = new ArrayList<>();
    for (String object : bucket.keys(root)) {
      if (isManifest(object)) {
        parseStep(object).ifPresent(steps::add);
      }
    }
    steps.sort(Comparator.reverseOrder());
    return steps;
  }

  private Optional<Long> parseStep(String object) {
    String name = object.substring(root.length(), object.length() - "/manifest.json".length());
    return name.matches("[0-9]{12}") ? Optional.of(Long.parseLong(name)) : Optional.empty();
  }

  static boolean isManifest(String object) {
    return object.endsWith("/manifest.json");
  }

  /** Where all checkpoints of an artifact are. */
  static String folder(ArtifactKey key) {
    return "checkpoints/" + key + "/";
  }

  private String folder(long step) {
    return root + String.format(Locale.ROOT, "%012d", step) + "/";
  }

  private String manifestKey(long step) {
    return folder(step) + "manifest.json";
  }
}
