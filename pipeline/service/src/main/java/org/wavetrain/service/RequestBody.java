package org.wavetrain.service;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/** The body of a request, taken in as it arrives: no thread waits for it. */
final class RequestBody {
  /** So much is thrown away, so that a client that still sends gets to the answer. */
  private static final long MOST_DISCARDED_BYTES = 64L << 20;

  private static final Duration LONGEST_DISCARDING = Duration.ofSeconds(5);

  /** Where a body goes. */
  interface Sink {
    /** What it throws is how it ends. */
    void take(ByteBuffer bytes) throws IOException;

    /** The last call: all is there. */
    void finish();

    /** The last call: there will be no more. */
    void fail(Throwable failure);
  }

  private final Request request;
  private Sink sink = new Discarded(() -> {});
  private boolean begun;
  private boolean demanded;
  private boolean ended;

  RequestBody(Request request) {
    this.request = request;
  }

  /** Whether bytes may still come that nobody wants. */
  synchronized boolean isUnread() {
    return !ended
        && (request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING));
  }

  /** From now on it goes there, and nowhere else. */
  synchronized void readInto(Sink next) {
    begun = true;
    Sink before = sink;
    sink = next;
    before.fail(new CancellationException("the body is not wanted any more"));
    if (ended) {
      next.finish();
    } else if (!demanded) {
      read();
    }
  }

  /**
   * Throws what is left away, within reason.
   *
   * @param then what follows
   */
  synchronized void discard(Runnable then) {
    // A client that waits to be told to go on sends nothing after a refusal.
    if (!begun && request.getHeaders().contains(HttpHeader.EXPECT)) {
      then.run();
      return;
    }
    Scheduler.Task patience =
        request
            .getComponents()
            .getScheduler()
            .schedule(this::giveUp, LONGEST_DISCARDING.toMillis(), TimeUnit.MILLISECONDS);
    readInto(
        new Discarded(
            () -> {
              patience.cancel();
              then.run();
            }));
  }

  private synchronized void giveUp() {
    if (!ended) {
      request.fail(new TimeoutException("the client sends on"));
    }
  }

  private synchronized void read() {
    demanded = false;
    while (!ended) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        demanded = true;
        request.demand(this::read);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        ended = true;
        last().fail(new UploadEnded(chunk.getFailure()));
      } else if (!take(chunk)) {
        return;
      }
    }
  }

  /** Whether more is wanted. */
  private boolean take(Content.Chunk chunk) {
    try {
      sink.take(chunk.getByteBuffer());
    } catch (IOException | RuntimeException refused) {
      last().fail(refused);
      return false;
    } finally {
      chunk.release();
    }
    if (chunk.isLast()) {
      ended = true;
      last().finish();
    }
    return true;
  }

  /** The sink, which gets nothing more. */
  private Sink last() {
    Sink before = sink;
    sink = new Discarded(() -> {});
    return before;
  }

  /** Where nobody looks. */
  private static final class Discarded implements Sink {
    private final Runnable then;
    private long bytes;

    Discarded(Runnable then) {
      this.then = then;
    }

    @Override
    public void take(ByteBuffer more) throws IOException {
      bytes += more.remaining();
      if (bytes > MOST_DISCARDED_BYTES) {
        throw new IOException("the client sends on");
      }
    }

    @Override
    public void finish() {
      then.run();
    }

    @Override
    public void fail(Throwable failure) {
      then.run();
    }
  }
}
