package org.wavetrain.stage;

import java.util.Locale;
import org.wavetrain.artifacts.ObjectFolder;
import org.wavetrain.artifacts.Proof;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.UnsentLines;

/** What one run has logged and the tracking server has not taken, in objects of whole lines. */
final class KeptLog {
  private static final int MOST_BYTES_AN_OBJECT = 4 << 20;

  private final TrackedRun run;
  private final ObjectFolder folder;
  private final Proof proof;

  /** Names of objects begin so: a run that goes on in another process has earlier ones. */
  private final long begun = System.currentTimeMillis();

  private long kept;
  private boolean any;

  KeptLog(TrackedRun run, ObjectFolder folder, Proof proof) {
    this.run = run;
    this.folder = folder;
    this.proof = proof;
  }

  /** Sends what is unsent or, if the server is away, adds it to what is kept. */
  synchronized void sendOrKeep() {
    if (run.sendIfReachable()) {
      remove();
      return;
    }
    // Somebody sends what is kept: of two that log the same steps, both would arrive.
    proof.require();
    UnsentLines lines = run.unsent(kept, MOST_BYTES_AN_OBJECT);
    while (lines.lines().length > 0) {
      folder.put(name(lines.position()), lines.lines());
      any = true;
      kept = lines.end();
      lines = run.unsent(kept, MOST_BYTES_AN_OBJECT);
    }
  }

  /** All has arrived. */
  synchronized void remove() {
    if (any) {
      String own = run.id() + "/" + begun + "-";
      folder.names().stream().filter(name -> name.startsWith(own)).forEach(folder::remove);
      any = false;
    }
  }

  private String name(long position) {
    return String.format(Locale.ROOT, "%s/%d-%016d.jsonl", run.id(), begun, position);
  }
}
