package org.wavetrain.artifacts;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/** Throws an error at the next request that a thread sends, as where memory runs out. */
final class ErrorAtRequest extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  /** The client of the store logs each request here, right before it is sent. */
  private static final Logger REQUESTS =
      (Logger) LoggerFactory.getLogger("software.amazon.awssdk.request");

  private final String thread;
  private boolean thrown;

  private ErrorAtRequest(String thread) {
    this.thread = thread;
  }

  static ErrorAtRequest of(String thread) {
    ErrorAtRequest error = new ErrorAtRequest(thread);
    error.start();
    REQUESTS.setAdditive(false);
    REQUESTS.setLevel(Level.DEBUG);
    REQUESTS.addAppender(error);
    return error;
  }

  @Override
  protected synchronized void append(ILoggingEvent event) {
    if (!thrown && event.getThreadName().equals(thread)) {
      thrown = true;
      throw new OutOfMemoryError("made up by a test");
    }
  }

  @Override
  public void close() {
    REQUESTS.detachAppender(this);
    REQUESTS.setLevel(null);
    REQUESTS.setAdditive(true);
  }
}
