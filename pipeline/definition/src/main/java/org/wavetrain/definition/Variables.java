package org.wavetrain.definition;

import java.util.Map;
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

  String expand(String text, Node node, Reporter problems) {
    return REFERENCE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(value(match, node, problems)));
  }

  private String value(MatchResult match, Node node, Reporter problems) {
    String value = values.get(match.group(1));
    if (value == null) {
      problems.report(
          node,
          "There is no variable " + match.group() + ".",
          Suggestion.remedy(match.group(1), values.keySet()));
      return match.group();
    }
    return value;
  }
}
