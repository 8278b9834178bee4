package org.wavetrain.artifacts;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** The few threads that move many objects at once. */
final class Transfers implements AutoCloseable {
  /** Enough to hide the latency of small objects; more would only share the same bandwidth. */
  private static final int THREADS = 4;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          work -> {
            Thread thread = new Thread(work, "transfer");
            thread.setDaemon(true);
            return thread;
          });

  /** One object to move. */
  @FunctionalInterface
  interface Transfer {
    void run() throws IOException;
  }

  /** Runs all of them and waits; after a first failure no more are begun, and it is thrown. */
  void runAll(List<Transfer> transfers) throws IOException {
    AtomicBoolean failed = new AtomicBoolean();
    List<Future<?>> running = new ArrayList<>();
    for (Transfer transfer : transfers) {
      running.add(threads.submit(() -> runUnless(failed, transfer)));
    }
    ExecutionException first = null;
    for (Future<?> future : running) {
      try {
        future.get();
      } catch (ExecutionException failure) {
        first = first == null ? failure : first;
      } catch (InterruptedException interruption) {
        failed.set(true);
        Thread.currentThread().interrupt();
        throw (IOException) new InterruptedIOException("interrupted").initCause(interruption);
      }
    }
    if (first != null) {
      throw unwrap(first);
    }
  }

  private static Void runUnless(AtomicBoolean failed, Transfer transfer) throws IOException {
    if (failed.get()) {
      return null;
    }
    boolean done = false;
    try {
      transfer.run();
      done = true;
    } finally {
      if (!done) {
        failed.set(true);
      }
    }
    return null;
  }

  private static IOException unwrap(ExecutionException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IOException known ? known : new IOException(cause);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
