package org.wavetrain.stage;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Claim;
import org.wavetrain.artifacts.ClaimHolder;
import org.wavetrain.artifacts.ClaimSettings;
import org.wavetrain.artifacts.Claims;

/**
 * Waits until this process may make an artifact: until no other one does.
 *
 * @param progress what the person watching sees
 * @param stop made when the claim is lost, so that the stage does not work on in vain
 */
record StageTurn(
    ArtifactStore store, Map<String, String> environment, Progress progress, StopRequest stop) {
  private static final Duration BETWEEN_MESSAGES = Duration.ofSeconds(30);

  /** Whether there is nothing left to do. */
  @FunctionalInterface
  interface Done {
    boolean isDone() throws IOException;
  }

  /**
   * Takes the claim of an artifact.
   *
   * @return empty if another process made the artifact meanwhile
   * @throws StageStopped when asked to stop while it waits
   */
  Optional<Claim> take(ArtifactKey key, Done done) throws IOException {
    Claims claims = store.claims(ClaimSettings.fromEnvironment(environment));
    return claims.take(
        Claims.nameOf(key), new Patience(done), () -> stop.make("the claim is lost"));
  }

  private final class Patience implements Claims.Waiting {
    private final Done done;
    private long toldNanos = System.nanoTime() - BETWEEN_MESSAGES.toNanos();

    Patience(Done done) {
      this.done = done;
    }

    @Override
    public boolean goOn(ClaimHolder holder) throws IOException {
      if (stop.isMade()) {
        throw new StageStopped("asked to stop while waiting for " + holder.place());
      }
      long now = System.nanoTime();
      if (now - toldNanos >= BETWEEN_MESSAGES.toNanos()) {
        toldNanos = now;
        progress.message(
            "Waiting for "
                + holder.place()
                + ", which makes the same artifact or has left it unfinished.");
      }
      return !done.isDone();
    }
  }
}
