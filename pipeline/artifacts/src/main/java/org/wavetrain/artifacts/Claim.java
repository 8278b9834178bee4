package org.wavetrain.artifacts;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.artifacts.Bucket.ConditionalWrite;
import org.wavetrain.failure.UserFailure;

/**
 * The right to make something, which one process has at a time. It is an object in the store that
 * is renewed in the background, each time on the condition that nobody else has written it since.
 *
 * <p>A process that was stopped for longer than the claim's lifetime, or that could not reach the
 * store for so long, may find that another has taken over: then every proof fails.
 */
public final class Claim implements Proof, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Claim.class);
  private static final int RENEWALS_A_LIFETIME = 3;

  private final Bucket bucket;
  private final String name;
  private final ScheduledExecutorService renewals =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "claim-renewal");
            thread.setDaemon(true);
            return thread;
          });
  private final Runnable whenLost;
  private final long lifetimeSeconds;
  private ClaimDocument document;
  private String tag;
  private volatile long writtenNanos;
  private volatile boolean lost;

  private Claim(
      Bucket bucket,
      String name,
      ClaimDocument document,
      String tag,
      long writtenNanos,
      Runnable whenLost) {
    this.bucket = bucket;
    this.name = name;
    this.document = document;
    this.tag = tag;
    this.writtenNanos = writtenNanos;
    this.whenLost = whenLost;
    this.lifetimeSeconds = document.lifetimeSeconds();
  }

  /**
   * A claim that was just written.
   *
   * @param writtenNanos a time, of {@link System#nanoTime}, before it was written
   * @param whenLost run once, in the background, when a renewal finds that it is lost
   */
  static Claim held(
      Bucket bucket,
      String name,
      ClaimDocument document,
      String tag,
      long writtenNanos,
      Runnable whenLost) {
    Claim claim = new Claim(bucket, name, document, tag, writtenNanos, whenLost);
    long pause = Duration.ofSeconds(document.lifetimeSeconds()).toMillis() / RENEWALS_A_LIFETIME;
    claim.renewals.scheduleWithFixedDelay(
        claim::renewInBackground, pause, pause, TimeUnit.MILLISECONDS);
    return claim;
  }

  /** Whether it is known that another process has taken over. */
  public synchronized boolean isLost() {
    return lost;
  }

  /**
   * Whether no other process can have taken over: it was renewed within its lifetime. Where the
   * store could not be reached for longer, nobody knows until it answers again.
   */
  public boolean isCertain() {
    Duration unrenewed = Duration.ofNanos(System.nanoTime() - writtenNanos);
    return !lost && unrenewed.toSeconds() < lifetimeSeconds;
  }

  /** Renews the claim, which fails if another process has taken over. */
  @Override
  public synchronized void require() {
    if (lost || !renew()) {
      lost = true;
      throw new ClaimLost(name);
    }
  }

  /** Leaves the claim to expire, as a process does that is killed. */
  void stopRenewing() {
    // Without an interruption: a renewal that is under way ends before the claim is given back.
    renewals.shutdown();
  }

  /** Gives the claim back, so that the next process need not wait. */
  @Override
  public void close() {
    stopRenewing();
    release();
  }

  private synchronized void release() {
    try {
      if (!lost && renew()) {
        giveBack();
      }
    } catch (UserFailure unreachable) {
      LOG.warn("Cannot give back {}; it expires by itself: {}", name, unreachable.getMessage());
    }
  }

  /** Not by deleting it: S3 deletes whatever is there, be it what a successor has written since. */
  private void giveBack() {
    attempts("take back " + name)
        .of(
            () ->
                switch (bucket.putIfUnchanged(name, ClaimDocument.GIVEN_BACK, tag).outcome()) {
                  // Or the answer to an earlier attempt was lost, or it is a successor's by now.
                  case WRITTEN, EXISTS -> Optional.of(true);
                  case CONTENDED -> Optional.empty();
                });
  }

  /** What is thrown here ends the renewals for good, and nobody hears of it. */
  private void renewInBackground() {
    try {
      renewOrTell();
    } catch (UserFailure unreachable) {
      // Nobody has taken it as far as is known; whoever needs a proof asks again.
      LOG.warn("Cannot renew {} now: {}", name, unreachable.getMessage());
    } catch (RuntimeException | Error failure) {
      LOG.warn("Cannot renew {} now: {}", name, failure.toString(), failure);
    }
  }

  private void renewOrTell() {
    try {
      require();
    } catch (ClaimLost taken) {
      LOG.warn("Lost: {}", taken.getMessage());
      renewals.shutdown();
      whenLost.run();
    }
  }

  /** Whether this process holds the claim after all. */
  private boolean renew() {
    ClaimDocument next = document.renewed();
    long askedNanos = System.nanoTime();
    return attempts("renew " + name)
        .of(
            () -> {
              ConditionalWrite write = bucket.putIfUnchanged(name, next.toJson(), tag);
              return switch (write.outcome()) {
                case WRITTEN -> {
                  written(next, write.tag(), askedNanos);
                  yield Optional.of(true);
                }
                case EXISTS -> Optional.of(wasWritten(next, askedNanos));
                case CONTENDED -> Optional.empty();
              };
            });
  }

  private static Attempts attempts(String deed) {
    return new Attempts(deed, "Check the store, then run again: what is done stays done.");
  }

  /** The store's answer to an earlier attempt may have been lost on the way. */
  private boolean wasWritten(ClaimDocument next, long askedNanos) {
    Optional<StampedObject> stored =
        bucket.getStamped(name).filter(object -> Arrays.equals(object.content(), next.toJson()));
    stored.ifPresent(object -> written(next, object.tag(), askedNanos));
    return stored.isPresent();
  }

  private void written(ClaimDocument next, String newTag, long askedNanos) {
    document = next;
    tag = newTag;
    writtenNanos = askedNanos;
  }
}
