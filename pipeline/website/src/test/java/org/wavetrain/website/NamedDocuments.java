package org.wavetrain.website;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.wavetrain.artifacts.ArtifactKey;

/** Documents that say what they are of, and the how many-th. */
final class NamedDocuments implements Documents {
  private final AtomicInteger written = new AtomicInteger();
  private final CountDownLatch begun = new CountDownLatch(1);
  private volatile CountDownLatch held = new CountDownLatch(0);

  /** Lets comparisons wait. */
  void hold(CountDownLatch until) {
    held = until;
  }

  void awaitBegun() throws InterruptedException {
    begun.await();
  }

  @Override
  public void comparison(List<String> runIds, Path file) throws IOException {
    begun.countDown();
    try {
      held.await();
    } catch (InterruptedException interruption) {
      throw new IOException(interruption);
    }
    Files.writeString(file, "compared " + runIds + " number " + written.incrementAndGet());
  }

  @Override
  public void data(ArtifactKey corpus, String stage, Optional<String> model, Path file)
      throws IOException {
    Files.writeString(file, "data " + stage + " " + corpus);
  }
}
