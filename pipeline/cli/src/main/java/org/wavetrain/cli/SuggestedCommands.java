package org.wavetrain.cli;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The commands that a remedy names, as they are to be typed here: with the launcher as it was
 * called, and for the same home.
 *
 * @param root the command that has all others
 * @param home the folder that was given with {@value #HOME}; empty if none was
 */
record SuggestedCommands(CommandLine root, Optional<String> home) {
  private static final String HOME = "--home";

  private static final Pattern COMMAND = Pattern.compile("`wavetrain ([^`]+)`");

  /** Those after a command that failed. */
  static SuggestedCommands after(CommandLine command, ParseResult arguments) {
    ParseResult last = arguments;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    OptionSpec option = last.matchedOption(HOME);
    return new SuggestedCommands(
        command.getCommandSpec().root().commandLine(),
        Optional.ofNullable(option).map(given -> given.originalStringValues().get(0)));
  }

  /** Those of a command that tells what to do without having failed. */
  static SuggestedCommands of(CommandSpec command) {
    return after(command.commandLine(), command.commandLine().getParseResult());
  }

  /** A remedy with the commands in it completed. */
  String in(String remedy) {
    return COMMAND
        .matcher(remedy)
        .replaceAll(found -> Matcher.quoteReplacement(completed(found.group(1))));
  }

  private String completed(String words) {
    String home = words.contains(HOME) || !takesHome(words) ? "" : given();
    return "`" + Launcher.word() + " " + words + home + "`";
  }

  private String given() {
    return home.map(folder -> " " + HOME + " " + ShellWord.of(folder)).orElse("");
  }

  private boolean takesHome(String words) {
    CommandLine command = root;
    for (String word : words.split(" ")) {
      CommandLine next = command.getSubcommands().get(word);
      if (next == null) {
        break;
      }
      command = next;
    }
    return command.getCommandSpec().findOption(HOME) != null;
  }
}
