package org.wavetrain.training.batch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Prepares batches ahead in threads of its own, so that the network does not wait for them, and
 * hands them over in their order. Used by one consumer.
 */
public final class BatchLoader implements AutoCloseable {
  private static final int AHEAD = 4;
  private static final int THREADS = 2;

  private final Iterator<Supplier<ExampleBatch>> plans;
  private final Deque<Future<ExampleBatch>> ahead = new ArrayDeque<>();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          work -> {
            Thread thread = new Thread(work, "batch-loader");
            thread.setDaemon(true);
            return thread;
          });
  private long waitedNanos;

  /** Starts to prepare an endless sequence, which nobody else may use from then on. */
  public BatchLoader(Iterator<Supplier<ExampleBatch>> plans) {
    this.plans = plans;
    prepare();
  }

  /** The next batch of the sequence. */
  public ExampleBatch next() throws InterruptedException {
    long started = System.nanoTime();
    try {
      return ahead.remove().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("could not prepare a batch", e.getCause());
    } finally {
      prepare();
      waitedNanos += System.nanoTime() - started;
    }
  }

  /** How long calls of {@link #next} took, all together. */
  public long waitedNanos() {
    return waitedNanos;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void prepare() {
    while (ahead.size() < AHEAD) {
      ahead.add(threads.submit(plans.next()::get));
    }
  }
}
