package org.wavetrain.faults;

import java.util.List;
import org.junit.platform.engine.TestExecutionResult.Status;

/**
 * What a test of a fault came to.
 *
 * @param test the names of its class and its method
 * @param trials how often it ran: each set of arguments counts
 * @param failed how many of these did not end as they should
 */
record FaultCase(
    FaultArea area, String injected, String outcome, String test, int trials, int failed) {
  private static final String SEPARATOR = "\t";
  private static final int FIELDS = 6;

  String line() {
    return String.join(
        SEPARATOR,
        List.of(
            area.name(),
            injected,
            outcome,
            test,
            Integer.toString(trials),
            Integer.toString(failed)));
  }

  /**
   * @throws IllegalArgumentException when it is not what {@link #line} returns
   */
  static FaultCase parse(String line) {
    String[] fields = line.split(SEPARATOR, -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("no case of a fault: " + line);
    }
    return new FaultCase(
        FaultArea.valueOf(fields[0]),
        fields[1],
        fields[2],
        fields[3],
        Integer.parseInt(fields[4]),
        Integer.parseInt(fields[5]));
  }

  /** With one more test, which is no trial where the machine cannot do what it asks for. */
  FaultCase with(Status status) {
    return switch (status) {
      case ABORTED -> this;
      case SUCCESSFUL -> new FaultCase(area, injected, outcome, test, trials + 1, failed);
      case FAILED -> new FaultCase(area, injected, outcome, test, trials + 1, failed + 1);
    };
  }
}
