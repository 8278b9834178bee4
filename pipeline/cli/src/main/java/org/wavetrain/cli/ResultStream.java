package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.wavetrain.failure.DiskTrouble;
import org.wavetrain.failure.ErrorCode;
import org.wavetrain.failure.FileTrouble;
import org.wavetrain.failure.UserFailure;

/** Standard output in UTF-8, which tells in the end what could not be written. */
final class ResultStream extends PrintStream {
  /** Of Linux and macOS, and of Windows. */
  private static final List<String> CLOSED_PIPE =
      List.of("Broken pipe", "The pipe is being closed", "The pipe has been ended");

  private final Remembering target;

  ResultStream(OutputStream target) {
    this(new Remembering(target));
  }

  private ResultStream(Remembering target) {
    super(target, false, UTF_8);
    this.target = target;
  }

  /**
   * Checks that all was written so far.
   *
   * @throws ReaderGone when nobody reads any more
   * @throws UserFailure {@code DISK_FULL}, {@code OUTPUT_FILE_UNWRITABLE}
   */
  void requireWritten() {
    flush();
    IOException failure = target.failure;
    if (failure == null) {
      return;
    }
    if (CLOSED_PIPE.stream().anyMatch(String.valueOf(failure.getMessage())::contains)) {
      throw new ReaderGone(failure);
    }
    throw new UserFailure(
        DiskTrouble.of(failure)
            .<ErrorCode>map(DiskTrouble::code)
            .orElse(CommandError.OUTPUT_FILE_UNWRITABLE),
        "Standard output cannot be written to: %s.".formatted(FileTrouble.reason(failure)),
        "Send it to a file on a disk with free space, then run the same command.",
        failure);
  }

  /** Whatever read the results has ended, as {@code head} does when it has enough. */
  static final class ReaderGone extends RuntimeException {
    private static final long serialVersionUID = 1;

    private ReaderGone(IOException cause) {
      super(cause);
    }
  }

  /** A stream of Java's that prints keeps to itself what it could not write. */
  private static final class Remembering extends FilterOutputStream {
    private volatile IOException failure;

    private Remembering(OutputStream target) {
      super(target);
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException refused) {
        failure = refused;
        throw refused;
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException refused) {
        failure = refused;
        throw refused;
      }
    }
  }
}
