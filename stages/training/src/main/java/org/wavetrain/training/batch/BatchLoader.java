package org.wavetrain.training.batch;

import java.util.Iterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Prepares batches ahead in a thread of its own, so that the network does not wait for them. Used
 * by one consumer.
 */
public final class BatchLoader implements AutoCloseable {
  private static final int AHEAD = 4;

  /** What the thread hands over: a batch, or why there is none. */
  private record Prepared(ExampleBatch batch, Throwable failure) {}

  private final BlockingQueue<Prepared> queue = new ArrayBlockingQueue<>(AHEAD);
  private final Thread thread;

  /** Starts to take batches from an endless sequence, which nobody else may use from then on. */
  public BatchLoader(Iterator<ExampleBatch> batches) {
    thread = new Thread(() -> prepare(batches), "batch-loader");
    thread.setDaemon(true);
    thread.start();
  }

  /** The next batch of the sequence. */
  public ExampleBatch next() throws InterruptedException {
    Prepared prepared = queue.take();
    if (prepared.failure() != null) {
      throw new IllegalStateException("could not prepare a batch", prepared.failure());
    }
    return prepared.batch();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void prepare(Iterator<ExampleBatch> batches) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        queue.put(next(batches));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Prepared next(Iterator<ExampleBatch> batches) {
    try {
      return new Prepared(batches.next(), null);
    } catch (RuntimeException | Error failure) {
      return new Prepared(null, failure);
    }
  }
}
