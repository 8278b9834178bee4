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
   * @param limit the largest share of a source's recordings that may be rejected
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
  record Reject(String source, String path, String reason, String sentence) {
    /** All of it in one line, whatever is in a name or a list. */
    String line() {
      return plain("%s of %s: %s: %s".formatted(path, source, reason, sentence));
    }

    /** The same where source and reason are known. */
    String shortLine() {
      return plain(path + ": " + sentence);
    }

    private static String plain(String line) {
      return line.replaceAll("\\R|\\p{Cntrl}", " ");
    }
  }

  void add(String source, String path, ErrorCode reason, String sentence) {
    add(source, path, reason.name(), sentence);
  }

  void add(String source, String path, String reason, String sentence) {
    all.add(new Reject(source, path, reason, sentence));
  }

  List<Reject> all() {
    return List.copyOf(all);
  }

  /** How many of all sources, by reason. */
  Map<String, Integer> counts() {
    return counts(all);
  }

  /**
   * What the person watching is told, a line for each source that has some.
   *
   * @param recordings how many each source has, the rejected ones among them
   */
  List<String> messages(Map<String, Integer> recordings) {
    return told(recordings, "%d of %d recordings of %s set aside (%s): see the data report.");
  }

  /**
   * The same for a failure, after which there is no data report: with examples.
   *
   * @param recordings how many each source has, the rejected ones among them
   */
  List<String> sentences(Map<String, Integer> recordings) {
    return told(recordings, "%d of %d recordings of %s were set aside (%s). %s");
  }

  /**
   * @param sentence takes how many, of how many, of what source, the reasons, and examples
   */
  private List<String> told(Map<String, Integer> recordings, String sentence) {
    List<String> told = new ArrayList<>();
    recordings.forEach(
        (source, total) -> {
          List<Reject> own = of(source);
          if (!own.isEmpty()) {
            told.add(sentence.formatted(own.size(), total, source, reasons(own), examples(own)));
          }
        });
    return told;
  }

  /**
   * Holds each source against the limit, since a good one would hide a bad one beside it.
   *
   * @param recordings how many each source has, the rejected ones among them
   * @throws UserFailure when one passes the limit, with the commonest reasons and examples
   */
  void check(Map<String, Integer> recordings) {
    recordings.forEach(this::check);
  }

  private void check(String source, int recordings) {
    List<Reject> own = of(source);
    if (own.size() <= limit * recordings) {
      return;
    }
    throw new UserFailure(
        IngestError.INGEST_TOO_MANY_REJECTS,
        "%d of %d recordings of %s were set aside (%s), more than the limit of %.1f %%. %s"
            .formatted(own.size(), recordings, source, reasons(own), 100 * limit, examples(own)),
        "Mend or remove those recordings, or raise ingest.reject_limit.");
  }

  /** Some of them, and where the rest is. */
  private static String examples(List<Reject> rejects) {
    String examples =
        rejects.stream().limit(EXAMPLES).map(Reject::shortLine).collect(Collectors.joining(" "));
    return rejects.size() <= EXAMPLES
        ? examples
        : examples + " The log of the stage has all " + rejects.size() + ".";
  }

  private List<Reject> of(String source) {
    return all.stream().filter(reject -> reject.source().equals(source)).toList();
  }

  /** The commonest first. */
  private static String reasons(List<Reject> rejects) {
    return counts(rejects).entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .map(count -> count.getValue() + " " + count.getKey())
        .collect(Collectors.joining(", "));
  }

  private static Map<String, Integer> counts(List<Reject> rejects) {
    Map<String, Integer> counts = new TreeMap<>();
    rejects.forEach(reject -> counts.merge(reject.reason(), 1, Integer::sum));
    return counts;
  }
}
