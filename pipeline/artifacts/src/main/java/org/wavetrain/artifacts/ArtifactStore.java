package org.wavetrain.artifacts;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.failure.UserFailure;

/**
 * The artifacts in one bucket of an S3 store.
 *
 * <p>An artifact lies at {@code artifacts/<stage>/<digest>/}: its files in a folder of the draft
 * that put them, so that two runs of the same key never write to the same object, and {@code
 * manifest.json}, written last and only if there is none. Without a manifest an artifact does not
 * exist.
 *
 * <p>Every method fails with a {@link UserFailure} of an {@link ArtifactError} when the store is
 * unreachable, refuses the credentials, lacks the bucket, or answers with an error. Safe for use by
 * several threads.
 */
public final class ArtifactStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ArtifactStore.class);

  /** What only the program writes to. */
  private static final Set<String> KEPT =
      Set.of(
          "artifacts",
          "checkpoints",
          "claims",
          "doctor",
          "promotions",
          "recent",
          "reports",
          "unsent-logs");

  private final Bucket bucket;
  private final Transfers transfers;
  private final InstantSource clock;

  private ArtifactStore(Bucket bucket, Transfers transfers, InstantSource clock) {
    this.bucket = bucket;
    this.transfers = transfers;
    this.clock = clock;
  }

  /** Prepares to talk to the store; nothing is sent yet. */
  public static ArtifactStore connect(ObjectStoreSettings settings) {
    return connect(settings, InstantSource.system());
  }

  /** As above, with another clock for the times in manifests. */
  static ArtifactStore connect(ObjectStoreSettings settings, InstantSource clock) {
    return new ArtifactStore(Bucket.connect(settings), new Transfers(), clock);
  }

  /**
   * Makes sure, by a handful of requests, that the store holds to the conditions of writes, which
   * keep two runs apart. One that does not check what arrives is named in the log: damage shows
   * when it is read, by the digests in manifests.
   *
   * @throws UserFailure {@code STORE_UNSUITABLE}
   */
  public void requireConditions() {
    if (!StoreProbe.runBriefly(bucket)) {
      LOG.warn(
          "The object store at {} does not check checksums: what is damaged on its way there is"
              + " noticed only when it is read",
          bucket.address());
    }
  }

  /** The manifest of the artifact, or empty when it was not published. */
  public Optional<Manifest> find(ArtifactKey key) throws IOException {
    return findPublished(key).map(PublishedArtifact::manifest);
  }

  /** As {@link #find}, but one whose manifest is damaged counts as not published. */
  public Optional<Manifest> findReadable(ArtifactKey key) throws IOException {
    return PublishedArtifact.findReadable(bucket, key).map(PublishedArtifact::manifest);
  }

  /**
   * Opens a published artifact.
   *
   * @throws UserFailure {@code ARTIFACT_MISSING} when it was not published
   */
  public ArtifactReader open(ArtifactKey key) throws IOException {
    PublishedArtifact artifact =
        findPublished(key)
            .orElseThrow(
                () ->
                    new UserFailure(
                        ArtifactError.ARTIFACT_MISSING,
                        "There is no artifact " + address(key) + ".",
                        "Run the pipeline again: it makes what is missing."));
    return new StoredArtifactReader(artifact.manifest(), artifact.files(bucket, transfers));
  }

  /** The claims of processes on what they make. */
  public Claims claims(ClaimSettings settings) {
    return new Claims(bucket, settings);
  }

  /** Begins to make an artifact that nobody else makes. */
  public ArtifactDraft draft(ArtifactKey key) {
    return draft(key, Proof.NOT_NEEDED);
  }

  /**
   * Begins to make an artifact.
   *
   * @param proof required right before it is published
   */
  public ArtifactDraft draft(ArtifactKey key, Proof proof) {
    return new StoredArtifactDraft(bucket, transfers, key, proof, clock);
  }

  /** The intermediate states of an artifact that nobody else makes. */
  public CheckpointStore checkpoints(ArtifactKey key) {
    return checkpoints(key, Proof.NOT_NEEDED);
  }

  /**
   * The intermediate states of an artifact that is being made.
   *
   * @param proof required right before each of them becomes visible
   */
  public CheckpointStore checkpoints(ArtifactKey key, Proof proof) {
    return new StoredCheckpoints(bucket, transfers, key, "", proof);
  }

  /**
   * The intermediate states of an artifact that is made again. States that an earlier making left
   * are not among them: going on from its last one would make nothing anew.
   *
   * @param proof required right before each of them becomes visible
   */
  public CheckpointStore checkpointsOfReplacement(ArtifactKey key, Proof proof) throws IOException {
    String folder =
        PublishedArtifact.findReadable(bucket, key)
            .map(published -> published.folder().replace("files/", "after-") + "/")
            .orElse("");
    return new StoredCheckpoints(bucket, transfers, key, folder, proof);
  }

  /**
   * The artifacts of one stage kind that were published last, the newest first; damaged ones are
   * left out. It takes as long however many there are.
   *
   * @param most 1 to 100
   */
  public List<Manifest> newest(String stage, int most) throws IOException {
    Map<ArtifactKey, Manifest> found = new ConcurrentHashMap<>();
    List<ArtifactKey> keys = new RecentArtifacts(bucket).newest(stage, most);
    List<Transfers.Transfer> searches = new ArrayList<>();
    for (ArtifactKey key : keys) {
      searches.add(() -> findReadable(key).ifPresent(manifest -> found.put(key, manifest)));
    }
    transfers.runAll(searches);
    return keys.stream().distinct().map(found::get).filter(Objects::nonNull).toList();
  }

  /**
   * Removes what the making of a published artifact left behind when it was interrupted after
   * publishing: checkpoints, and the files of other drafts. While another process makes it again,
   * nothing is removed: that one does it.
   *
   * @param claims how this process claims what it makes
   */
  public void tidy(ArtifactKey key, Claims claims) throws IOException {
    Optional<PublishedArtifact> published = findPublished(key);
    if (published.isPresent()
        && leftovers(Proof.NOT_NEEDED).areBeside(key, published.get().folder())) {
      Optional<Claim> taken = claims.take(Claims.nameOf(key), holder -> false, () -> {});
      if (taken.isPresent()) {
        try (Claim claim = taken.get()) {
          tidyUnder(claim, key);
        }
      }
    }
  }

  private void tidyUnder(Claim claim, ArtifactKey key) throws IOException {
    // Whoever had the claim before may have published another draft.
    Optional<PublishedArtifact> published = findPublished(key);
    if (published.isPresent()) {
      checkpoints(key, claim).clear();
      leftovers(claim).removeDrafts(key, published.get().folder());
    }
  }

  private Leftovers leftovers(Proof proof) {
    return new Leftovers(bucket, transfers, proof);
  }

  /** Removes an artifact that nobody needs any more, first for readers; none is fine. */
  public void remove(ArtifactKey key) throws IOException {
    findReadable(key).ifPresent(new RecentArtifacts(bucket)::remove);
    bucket.delete(PublishedArtifact.manifestKey(key));
    checkpoints(key).clear();
    leftovers(Proof.NOT_NEEDED).removeBelow(folder(key));
  }

  /** A folder beside the artifacts, for what is none. */
  public ObjectFolder folder(String name) {
    return new ObjectFolder(bucket, name + "/");
  }

  /**
   * The folder of this bucket at an address that somebody else wrote. Empty if it is none, if it is
   * in another bucket, which whoever wrote it may have no right to, or if it is among what the
   * program itself keeps.
   *
   * @param address {@code s3://BUCKET/FOLDER}
   */
  public Optional<ObjectFolder> folderAt(String address) {
    String root = "s3://" + bucket.name() + "/";
    String path = address.startsWith(root) ? address.substring(root.length()) : "";
    String folder = path.replaceAll("/$", "");
    return ArtifactPath.isSafe(folder) && !KEPT.contains(folder.split("/")[0])
        ? Optional.of(new ObjectFolder(bucket, folder + "/"))
        : Optional.empty();
  }

  /** The {@code s3://} address of the artifact's folder, with the manifest in it. */
  public String address(ArtifactKey key) {
    return "s3://" + bucket.name() + "/artifacts/" + key;
  }

  @Override
  public void close() {
    transfers.close();
    bucket.close();
  }

  private Optional<PublishedArtifact> findPublished(ArtifactKey key) throws IOException {
    return PublishedArtifact.find(bucket, key);
  }

  static String folder(ArtifactKey key) {
    return "artifacts/" + key + "/";
  }
}
