package org.wavetrain.artifacts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wavetrain.artifacts.Bucket.Outcome;
import org.wavetrain.failure.UserFailure;

/** An artifact whose files go to a folder that no other draft writes to. */
final class StoredArtifactDraft implements ArtifactDraft {
  private final Bucket bucket;
  private final Transfers transfers;
  private final ArtifactKey key;
  private final Proof proof;
  private final InstantSource clock;
  private final RecentArtifacts recent;
  private final String folder = "files/" + UUID.randomUUID();
  private final DraftFiles files;

  /**
   * @param proof required right before the manifest is written, and before others' files are
   *     removed
   */
  StoredArtifactDraft(
      Bucket bucket, Transfers transfers, ArtifactKey key, Proof proof, InstantSource clock) {
    this.bucket = bucket;
    this.transfers = transfers;
    this.key = key;
    this.proof = proof;
    this.clock = clock;
    this.recent = new RecentArtifacts(bucket);
    this.files = new DraftFiles(bucket, transfers, ArtifactStore.folder(key) + folder + "/");
  }

  @Override
  public void put(String path, Path file) throws IOException {
    files.put(path, file);
  }

  @Override
  public void put(String path, byte[] content) {
    files.put(path, content, false);
  }

  @Override
  public void putCircumstances(String path, byte[] content) {
    files.put(path, content, true);
  }

  @Override
  public void putAll(String prefix, Path directory) throws IOException {
    files.putAll(prefix, directory);
  }

  @Override
  public Manifest publish(Provenance provenance) throws IOException {
    Manifest manifest = manifest(provenance);
    byte[] json = ManifestJson.write(new PublishedArtifact(manifest, folder));
    recent.add(manifest);
    return attempts().of(() -> published(manifest, json));
  }

  private Optional<Manifest> published(Manifest manifest, byte[] json) throws IOException {
    proof.require();
    return switch (bucket.putIfAbsent(PublishedArtifact.manifestKey(key), json).outcome()) {
      case WRITTEN -> {
        removeFilesOutside(folder);
        yield Optional.of(manifest);
      }
      case EXISTS -> {
        Optional<PublishedArtifact> other = PublishedArtifact.find(bucket, key);
        yield other.isPresent() ? Optional.of(settle(manifest, other.get())) : Optional.empty();
      }
      case CONTENDED -> Optional.empty();
    };
  }

  @Override
  public Manifest replace(Provenance provenance) throws IOException {
    Manifest manifest = manifest(provenance);
    byte[] json = ManifestJson.write(new PublishedArtifact(manifest, folder));
    return attempts().of(() -> replaced(manifest, json));
  }

  private Optional<Manifest> replaced(Manifest manifest, byte[] json) throws IOException {
    Optional<StampedObject> seen = bucket.getStamped(PublishedArtifact.manifestKey(key));
    Optional<PublishedArtifact> before = PublishedArtifact.readable(seen, key);
    if (before.isPresent() && before.get().folder().equals(folder)) {
      // It was written, though the store's answer was lost on the way.
      removeFilesOutside(folder);
      return Optional.of(manifest);
    }
    requireEqualOrDamaged(before, manifest);
    recent.add(manifest);
    proof.require();
    if (bucket.putIfUnchanged(PublishedArtifact.manifestKey(key), json, seen).outcome()
        != Outcome.WRITTEN) {
      // Look again: whoever has taken over may have replaced it, and the proof fails then.
      return Optional.empty();
    }
    before.ifPresent(stale -> recent.removeStale(stale.manifest(), manifest));
    removeFilesOutside(folder);
    return Optional.of(manifest);
  }

  private void requireEqualOrDamaged(Optional<PublishedArtifact> before, Manifest ours)
      throws IOException {
    if (before.isPresent() && isWholeAndDiffers(before.get(), ours)) {
      removeFilesOutside(before.get().folder());
      throw conflict(
          "%s was made again and came out as %s, not as %s as before.",
          ours,
          before.get().manifest(),
          "If the stage's code has changed, raise its code version; the artifact is kept as it was.");
    }
  }

  private Attempts attempts() {
    return new Attempts(
        "take the manifest of " + key,
        "Check that nothing else writes to this artifact, then run again.");
  }

  private boolean isWholeAndDiffers(PublishedArtifact before, Manifest ours) throws IOException {
    return !before.manifest().contentDigest().equals(ours.contentDigest())
        && before.files(bucket, transfers).areWhole(before.manifest().files());
  }

  private Manifest manifest(Provenance provenance) {
    List<ManifestFile> described = files.described();
    return new Manifest(
        key,
        described,
        ContentDigest.of(described),
        provenance.inputs(),
        provenance.parameters(),
        provenance.seed(),
        provenance.codeVersion(),
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        provenance.elapsed(),
        provenance.machine());
  }

  /**
   * Somebody published first: another run, or this one, if the store's answer to an earlier attempt
   * was lost on the way.
   */
  private Manifest settle(Manifest ours, PublishedArtifact published) throws IOException {
    removeFilesOutside(published.folder());
    recent.removeStale(ours, published.manifest());
    if (!published.manifest().contentDigest().equals(ours.contentDigest())) {
      throw conflict(
          "%s came out as %s, but another run published it meanwhile as %s.",
          ours,
          published.manifest(),
          "Run again to go on with what it published; and let one pipeline run at a time.");
    }
    return published.manifest();
  }

  private UserFailure conflict(String sentence, Manifest ours, Manifest kept, String remedy) {
    return new UserFailure(
        ArtifactError.ARTIFACT_CONFLICT,
        sentence.formatted(
            key, ours.contentDigest().abbreviated(), kept.contentDigest().abbreviated()),
        remedy);
  }

  /** Removes what drafts left that lost or were interrupted; they can never be published now. */
  private void removeFilesOutside(String published) throws IOException {
    new Leftovers(bucket, transfers, proof).removeDrafts(key, published);
  }
}
