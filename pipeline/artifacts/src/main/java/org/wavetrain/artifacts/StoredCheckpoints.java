package org.wavetrain.artifacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.failure.UserFailure;

/** Checkpoints at {@code checkpoints/<stage>/<digest>/<step>/}, each with its manifest last. */
final class StoredCheckpoints implements CheckpointStore {
  private static final Logger LOG = LoggerFactory.getLogger(StoredCheckpoints.class);
  private static final int KEPT = 2;

  private final Bucket bucket;
  private final Transfers transfers;
  private final String root;

  StoredCheckpoints(Bucket bucket, Transfers transfers, ArtifactKey key) {
    this.bucket = bucket;
    this.transfers = transfers;
    this.root = "checkpoints/" + key + "/";
  }

  @Override
  public void save(long step, Path directory) throws IOException {
    // A folder of its own, so that saving a step again leaves the one before whole to the end.
    String folder = "files/" + UUID.randomUUID();
    DraftFiles files = new DraftFiles(bucket, transfers, folder(step) + folder + "/");
    files.putAll("", directory);
    bucket.put(manifestKey(step), new CheckpointDocument(step, folder, files.described()).toJson());
    removeAllBut(List.of(folder(step) + folder + "/"), bucket.keys(folder(step) + "files/"));
    List<Long> steps = completeSteps();
    for (long old : steps.subList(Math.min(KEPT, steps.size()), steps.size())) {
      remove(old);
    }
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
        empty(directory);
      }
    }
    return OptionalLong.empty();
  }

  @Override
  public void clear() throws IOException {
    for (long step : completeSteps()) {
      remove(step);
    }
    removeAllBut(List.of(), bucket.keys(root));
  }

  private void restore(long step, Path directory) throws IOException {
    byte[] json =
        bucket
            .get(manifestKey(step))
            .orElseThrow(() -> Corruption.of(manifestKey(step), "is missing"));
    CheckpointDocument document = CheckpointDocument.read(json, manifestKey(step));
    new StoredFiles(bucket, transfers, folder(step) + document.folder() + "/")
        .download(document.files(), directory);
  }

  /** The steps with a manifest, the latest first. */
  private List<Long> completeSteps() {
    List<Long> steps = new ArrayList<>();
    for (String object : bucket.keys(root)) {
      if (object.endsWith("/manifest.json")) {
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

  /** The manifest goes first, so that no reader sees a checkpoint that is half removed. */
  private void remove(long step) throws IOException {
    bucket.delete(manifestKey(step));
    removeAllBut(List.of(), bucket.keys(folder(step)));
  }

  private void removeAllBut(List<String> keptPrefixes, List<String> objects) throws IOException {
    transfers.runAll(
        objects.stream()
            .filter(object -> keptPrefixes.stream().noneMatch(object::startsWith))
            .<Transfers.Transfer>map(object -> () -> bucket.delete(object))
            .toList());
  }

  private String folder(long step) {
    return root + String.format(Locale.ROOT, "%012d", step) + "/";
  }

  private String manifestKey(long step) {
    return folder(step) + "manifest.json";
  }

  private static void empty(Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(directory)) {
          Files.delete(path);
        }
      }
    }
  }
}
