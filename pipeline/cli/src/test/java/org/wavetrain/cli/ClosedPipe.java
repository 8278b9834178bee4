package org.wavetrain.cli;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A pipe that nobody reads: a process lives on at its other end, since Java closes its own where
 * the process has ended.
 */
record ClosedPipe(Process process) implements AutoCloseable {
  static ClosedPipe open() throws IOException {
    Process process = new ProcessBuilder("sh", "-c", "exec <&-; echo; exec sleep 600").start();
    process.inputReader().readLine();
    return new ClosedPipe(process);
  }

  /** Where to write to. */
  OutputStream end() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        process.getOutputStream().write(one);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        process.getOutputStream().write(bytes, offset, length);
        process.getOutputStream().flush();
      }

      @Override
      public void flush() throws IOException {
        process.getOutputStream().flush();
      }
    };
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
