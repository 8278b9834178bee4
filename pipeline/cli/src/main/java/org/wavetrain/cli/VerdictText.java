package org.wavetrain.cli;

import java.util.List;
import java.util.Locale;
import org.wavetrain.cli.display.TextTable;
import org.wavetrain.promotion.JudgedRule;
import org.wavetrain.promotion.Move;
import org.wavetrain.promotion.Verdict;

/** Verdicts and moves as people read them. */
final class VerdictText {
  private VerdictText() {}

  /** A line for each rule, then the sentence. */
  static String of(Verdict verdict) {
    return "%s%s version %d: %s%n"
        .formatted(rules(verdict.rules()), verdict.model(), verdict.version(), verdict.reason());
  }

  private static String rules(List<JudgedRule> rules) {
    if (rules.isEmpty()) {
      return "";
    }
    TextTable table = new TextTable("rule", "wanted", "got", "");
    rules.forEach(
        rule -> table.row(rule.rule(), rule.wanted(), rule.got(), rule.kept() ? "kept" : "BROKEN"));
    return table + "\n";
  }

  /** What they said when it was moved; nothing where none was asked. */
  private static String gates(List<JudgedRule> rules) {
    long broken = rules.stream().filter(rule -> !rule.kept()).count();
    return rules.isEmpty() ? "" : broken == 0 ? "kept" : broken + " broken";
  }

  /** A line for each move. */
  static String of(List<Move> moves) {
    TextTable table =
        new TextTable("", "alias", "version", "in place of", "when", "who", "how", "gates", "why");
    for (Move move : moves) {
      table.row(
          Integer.toString(move.number()),
          move.alias(),
          Integer.toString(move.version()),
          move.former().map(Object::toString).orElse("none"),
          move.when(),
          move.who(),
          move.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
          gates(move.rules()),
          move.why());
    }
    return table.toString();
  }
}
