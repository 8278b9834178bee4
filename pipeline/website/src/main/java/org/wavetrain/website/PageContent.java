package org.wavetrain.website;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.wavetrain.artifacts.Sha256;

/**
 * What a page shows.
 *
 * @param template the name of its template
 * @param title its heading
 * @param refresh how often it asks whether there is something new; zero for never
 * @param values what its template names; they tell whether something is new
 * @param slow what its template names besides, and what is needed only to show the page
 */
record PageContent(
    String template,
    String title,
    Duration refresh,
    Map<String, Object> values,
    Supplier<Map<String, Object>> slow) {
  /** While something goes on. */
  static final Duration OFTEN = Duration.ofSeconds(2);

  /** Something may begin. */
  static final Duration NOW_AND_THEN = Duration.ofSeconds(20);

  /** How often it is asked whether what was away is there again. */
  static final Duration WHILE_AWAY = Duration.ofSeconds(5);

  PageContent {
    values = Map.copyOf(values);
  }

  static PageContent of(
      String template, String title, Duration refresh, Map<String, Object> values) {
    return new PageContent(template, title, refresh, values, Map::of);
  }

  /** Another one if, and only if, the page would show something else. */
  String state() {
    // Sorted: the order of a map is another one in each process.
    return Sha256.of(title + refresh + new TreeMap<>(values)).abbreviated();
  }

  /** All that the template names. */
  Map<String, Object> variables() {
    Map<String, Object> variables = new HashMap<>(values);
    variables.putAll(slow.get());
    variables.put("title", title);
    variables.put("refresh", refresh.toSeconds());
    variables.put("state", state());
    return variables;
  }
}
