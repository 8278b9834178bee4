package org.wavetrain.cli;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** All commands with their help, as a page in Markdown. */
final class CommandReference {
  /** Of help texts, in characters. */
  private static final int WIDTH = 100;

  private static final String FENCE = "```";

  private final CommandLine root;

  /**
   * @param root the command that holds all others
   */
  CommandReference(CommandLine root) {
    this.root = root.setUsageHelpWidth(WIDTH).setUsageHelpLongOptionsMaxWidth(WIDTH);
  }

  /** The page: what `--help` says of each command, in the order of the help itself. */
  String markdown() {
    StringBuilder page = new StringBuilder();
    page.append("# All commands\n\n")
        .append("What `--help` says of each. `wavetrain command-reference` writes this page, and a")
        .append(" test holds it; [the command line](command-line.md) explains.\n");
    append(root, page);
    return page.toString();
  }

  private static void append(CommandLine command, StringBuilder page) {
    CommandSpec spec = command.getCommandSpec();
    page.append("\n## ").append(spec.qualifiedName()).append("\n\n");
    page.append(FENCE).append('\n');
    page.append(command.getUsageMessage(Ansi.OFF).stripTrailing().replaceAll(" +\n", "\n"));
    page.append('\n').append(FENCE).append('\n');
    command.getSubcommands().values().stream()
        .filter(child -> !child.getCommandSpec().usageMessage().hidden())
        .forEach(child -> append(child, page));
  }
}
