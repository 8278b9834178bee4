package org.wavetrain.stage;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * What asks a stage to stop: SIGTERM, SIGINT, SIGHUP of a terminal that is closed and, for stages
 * that a runner started, the end of standard input, which comes when the runner is gone.
 *
 * <p>Signals are handled rather than left to a shutdown hook, since hooks run side by side: the
 * ones of native libraries would close them under the stage that is still saving its state.
 */
public final class StopSignals {
  /** Set to 1 by whoever keeps the stage's standard input open as long as it lives. */
  public static final String STOP_ON_END_OF_INPUT = "WAVETRAIN_STOP_ON_STDIN_EOF";

  /**
   * With the runner, its servers may be gone, and there is no use in trying to reach them for as
   * long as one would otherwise: whoever starts the stage again wants its memory.
   */
  private static final StopWatchdog WITHOUT_RUNNER =
      new StopWatchdog(Duration.ofSeconds(5), ExitCode.STOPPED);

  private static final List<String> SIGNALS = List.of("TERM", "INT", "HUP");

  private StopSignals() {}

  static void watch(StopRequest stop, Map<String, String> environment) {
    handle(signal -> stop.make("signal " + signal.getName()));
    if ("1".equals(environment.get(STOP_ON_END_OF_INPUT))) {
      Thread watch = new Thread(() -> awaitEnd(System.in, stop), "standard-input-watch");
      watch.setDaemon(true);
      watch.start();
    }
  }

  /** Does something at each signal to stop, instead of ending this process. */
  public static void watch(Runnable whenAsked) {
    handle(signal -> whenAsked.run());
  }

  private static void handle(SignalHandler handler) {
    for (String name : SIGNALS) {
      try {
        // Java leaves one alone that was ignored from the start, as SIGHUP is below nohup.
        Signal.handle(new Signal(name), handler);
      } catch (IllegalArgumentException unknown) {
        // Windows has no SIGHUP.
        LoggerFactory.getLogger(StopSignals.class).debug("There is no signal {}", name);
      }
    }
  }

  private static void awaitEnd(InputStream input, StopRequest stop) {
    byte[] ignored = new byte[256];
    try {
      while (input.read(ignored) >= 0) {
        // Nothing is said there; only the end counts.
      }
      stop.make("the process that started this stage is gone");
      WITHOUT_RUNNER.start();
    } catch (IOException failure) {
      Logger log = LoggerFactory.getLogger(StopSignals.class);
      log.warn("Cannot watch standard input", failure);
      stop.make("standard input failed");
    }
  }
}
