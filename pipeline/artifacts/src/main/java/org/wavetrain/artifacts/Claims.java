package org.wavetrain.artifacts;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.wavetrain.artifacts.Bucket.ConditionalWrite;

/**
 * Takes claims: objects below {@code claims/} that are written only if there is none, or only over
 * one that has expired or was given back.
 *
 * <p>Whether one has expired is told by the store's clock alone, which compares the time that the
 * claim was written with the time of its answer. Where a store does not tell, a claim has expired
 * that did not change for its lifetime while this process watched.
 */
public final class Claims {
  /** The store tells whole seconds, of the writing as well as of the answer. */
  private static final Duration ROUNDING = Duration.ofSeconds(2);

  /** How often others may be quicker, of as many as ever want the same. */
  private static final int MOST_RACES = 30;

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Bucket bucket;
  private final ClaimSettings settings;

  Claims(Bucket bucket, ClaimSettings settings) {
    this.bucket = bucket;
    this.settings = settings;
  }

  /** What happens while another process holds the claim. */
  @FunctionalInterface
  public interface Waiting {
    /**
     * Called before each pause.
     *
     * @return false to give up, for example since the other process is done
     */
    boolean goOn(ClaimHolder holder) throws IOException;
  }

  /** The name of the claim of an artifact. */
  public static String nameOf(ArtifactKey key) {
    return "claims/" + key + ".json";
  }

  /** The name of the claim of something else. */
  public static String nameOf(String kind, String subject) {
    return "claims/" + kind + "/" + Sha256.of(subject) + ".json";
  }

  /**
   * Takes a claim, once nobody else holds it.
   *
   * @param waiting called while somebody does
   * @param whenLost run once, in the background, when it is found that another process took over
   * @return the claim; empty if {@code waiting} gave up
   */
  public Optional<Claim> take(String name, Waiting waiting, Runnable whenLost) throws IOException {
    ClaimDocument ours = document();
    return new Attempts(
            MOST_RACES,
            "let anyone take " + name,
            "Check the store, then run again: what is done stays done.")
        .of(
            () -> {
              Awaited free = awaitFree(name, waiting);
              return free.gaveUp()
                  ? Optional.of(Optional.<Claim>empty())
                  : written(name, ours, free.object(), whenLost).map(Optional::of);
            });
  }

  /**
   * What a claim was found to be.
   *
   * @param object what is to be replaced, as it was seen; empty where there is none
   * @param gaveUp whether somebody holds it, and that is not waited for
   */
  private record Awaited(Optional<StampedObject> object, boolean gaveUp) {}

  private Awaited awaitFree(String name, Waiting waiting) throws IOException {
    Watched watched = null;
    while (true) {
      Optional<StampedObject> theirs = bucket.getStamped(name);
      watched = Watched.next(watched, theirs);
      Optional<ClaimDocument> holder =
          theirs.flatMap(object -> ClaimDocument.read(object.content()));
      if (holder.isEmpty() || isFree(holder.get(), theirs.get(), watched)) {
        return new Awaited(theirs, false);
      }
      if (!waiting.goOn(holder.get().forPeople())) {
        return new Awaited(theirs, true);
      }
      pause(holder.get());
    }
  }

  /** When a version of the object was first seen. */
  private record Watched(String tag, long sinceNanos) {
    static Watched next(Watched before, Optional<StampedObject> object) {
      String tag = object.map(StampedObject::tag).orElse("");
      return before != null && before.tag().equals(tag)
          ? before
          : new Watched(tag, System.nanoTime());
    }

    Duration unchanged() {
      return Duration.ofNanos(System.nanoTime() - sinceNanos);
    }
  }

  private boolean isFree(ClaimDocument holder, StampedObject object, Watched watched) {
    if (settings.owner().isPresent() && settings.owner().get().equals(holder.owner())) {
      return true;
    }
    Duration lifetime = Duration.ofSeconds(holder.lifetimeSeconds());
    return object.age().filter(age -> age.compareTo(lifetime.plus(ROUNDING)) > 0).isPresent()
        || watched.unchanged().compareTo(lifetime.plus(ROUNDING)) > 0;
  }

  /** The claim, if no other process was quicker. */
  private Optional<Claim> written(
      String name, ClaimDocument ours, Optional<StampedObject> free, Runnable whenLost) {
    long askedNanos = System.nanoTime();
    ConditionalWrite write = bucket.putIfUnchanged(name, ours.toJson(), free);
    Optional<String> tag =
        switch (write.outcome()) {
          case WRITTEN -> Optional.of(write.tag());
          // The store's answer to an earlier attempt may have been lost on the way.
          case EXISTS -> tagOf(name, ours);
          case CONTENDED -> Optional.empty();
        };
    return tag.map(own -> Claim.held(bucket, name, ours, own, askedNanos, whenLost));
  }

  private Optional<String> tagOf(String name, ClaimDocument ours) {
    return bucket
        .getStamped(name)
        .filter(object -> ClaimDocument.read(object.content()).filter(ours::equals).isPresent())
        .map(StampedObject::tag);
  }

  private ClaimDocument document() {
    return new ClaimDocument(
        UUID.randomUUID().toString(),
        settings.owner().orElse(""),
        // process@host, without a look-up of names that may take seconds
        ManagementFactory.getRuntimeMXBean().getName(),
        settings.lifetime().toSeconds(),
        0,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static void pause(ClaimDocument holder) throws IOException {
    long lifetimeMillis = TimeUnit.SECONDS.toMillis(holder.lifetimeSeconds());
    try {
      TimeUnit.MILLISECONDS.sleep(Math.min(LONGEST_PAUSE.toMillis(), lifetimeMillis / 4));
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for a claim", interruption);
    }
  }
}
