package org.wavetrain.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Replaces {@code ${name}} by what it stands for.
 *
 * @param values by name
 */
record Variables(Map<String, String> values) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");

  Variables {
    values = Map.copyOf(values);
  }

  /** The text with all references replaced; empty when one was reported. */
  Optional<String> expand(String text, Node node, Reporter problems) {
    List<MatchResult> unknown =
        REFERENCE
            .matcher(text)
            .results()
            .filter(match -> !values.containsKey(match.group(1)))
            .toList();
    for (MatchResult match : unknown) {
      problems.report(
          node,
          "There is no variable " + match.group() + ".",
          Suggestion.remedy(match.group(1), values.keySet()));
    }
    return unknown.isEmpty()
        ? Optional.of(
            REFERENCE
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(values.get(match.group(1)))))
        : Optional.empty();
  }
}
