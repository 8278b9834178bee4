package org.wavetrain.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wavetrain.failure.ErrorCode;
import org.wavetrain.failure.UserFailure;

/** The recordings that were set aside because something is wrong with them. */
final class Rejects {
  private static final int EXAMPLES = 3;

  private final List<Reject> all = new ArrayList<>();
  private final double limit;

  /**
   * @param limit the largest share of rejects that is accepted
   */
  Rejects(double limit) {
    this.limit = limit;
  }

  /**
   * One of them.
   *
   * @param source the source's name
   * @param path relative to the source's folder
   * @param reason a stable name
   * @param sentence what is wrong
   */
  record Reject(String source, String path, String reason, String sentence) {}

  void add(String source, String path, ErrorCode reason, String sentence) {
    all.add(new Reject(source, path, reason.name(), sentence));
  }

  List<Reject> all() {
    return List.copyOf(all);
  }

  Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    all.forEach(reject -> counts.merge(reject.reason(), 1, Integer::sum));
    return counts;
  }

  /**
   * @param recordings how many there were, the rejected ones among them
   * @throws UserFailure when the limit is passed, with the commonest reasons and examples
   */
  void check(int recordings) {
    if (all.size() <= limit * recordings) {
      return;
    }
    String reasons =
        counts().entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", "));
    String examples =
        all.stream()
            .limit(EXAMPLES)
            .map(reject -> reject.path() + ": " + reject.sentence())
            .collect(Collectors.joining(" "));
    throw new UserFailure(
        IngestError.INGEST_TOO_MANY_REJECTS,
        "%d of %d recordings were set aside (%s), more than the limit of %.1f %%. %s"
            .formatted(all.size(), recordings, reasons, 100 * limit, examples),
        "Mend or remove those recordings, or raise ingest.reject_limit.");
  }
}
