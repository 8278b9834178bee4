package org.wavetrain.definition;

import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** How the names that a pipeline file gives must look. */
final class Names {
  private static final Pattern ENTRY = Pattern.compile("[a-z][a-z0-9_-]*");
  private static final Pattern TITLE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private Names() {}

  /** Whether a source or stage may have this name; it becomes part of options and file names. */
  static boolean check(String name, String what, Node node, Reporter problems) {
    if (ENTRY.matcher(name).matches()) {
      return true;
    }
    problems.report(
        node,
        what + " cannot be called \"" + name + "\".",
        "Use lower-case letters, digits, - and _, beginning with a letter.");
    return false;
  }

  /** Whether an experiment or a model may have this name. */
  static boolean checkTitle(String name, String what, Node node, Reporter problems) {
    if (TITLE.matcher(name).matches()) {
      return true;
    }
    problems.report(
        node,
        what + " cannot be called \"" + name + "\".",
        "Use letters, digits, dots, - and _, beginning with a letter or digit.");
    return false;
  }
}
