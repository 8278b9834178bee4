package org.wavetrain.cli.display;

import java.util.Map;

/**
 * What standard output is connected to.
 *
 * @param interactive whether a person watches, so that lines may be redrawn
 * @param columns its width in characters
 * @param colours whether colours are wanted
 */
public record Terminal(boolean interactive, int columns, boolean colours) {
  private static final int DEFAULT_COLUMNS = 80;
  private static final int FEWEST_COLUMNS = 20;

  /**
   * The terminal of this process. The launcher script, which can ask, sets {@code
   * wavetrain.terminal.columns} if standard output is one.
   */
  public static Terminal ofThisProcess(Map<String, String> environment) {
    String columns = System.getProperty("wavetrain.terminal.columns", "");
    boolean dumb = "dumb".equals(environment.get("TERM"));
    boolean interactive = !columns.isEmpty() && !dumb;
    String noColour = environment.getOrDefault("NO_COLOR", "");
    return new Terminal(interactive, width(columns), interactive && noColour.isEmpty());
  }

  /** Standard output that is a file or a pipe. */
  public static Terminal none() {
    return new Terminal(false, DEFAULT_COLUMNS, false);
  }

  private static int width(String columns) {
    return columns.matches("[1-9][0-9]{0,3}")
        ? Math.max(FEWEST_COLUMNS, Integer.parseInt(columns))
        : DEFAULT_COLUMNS;
  }

  String bold(String text) {
    return colours ? "\u001b[1m" + text + "\u001b[0m" : text;
  }

  public String green(String text) {
    return colours ? "\u001b[32m" + text + "\u001b[0m" : text;
  }

  public String red(String text) {
    return colours ? "\u001b[31m" + text + "\u001b[0m" : text;
  }
}
