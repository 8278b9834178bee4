package org.wavetrain.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The browser of the person at this machine, started as the system starts it.
 *
 * @param environment tells whether a person sits at a screen
 */
record Browser(Map<String, String> environment) {
  private static final Logger LOG = LoggerFactory.getLogger(Browser.class);

  /** Shows a page. Where that cannot be done, the person has the address. */
  void open(URI page) {
    Optional<List<String>> command = command(page);
    if (command.isEmpty()) {
      return;
    }
    try {
      new ProcessBuilder(command.get())
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start();
    } catch (IOException none) {
      LOG.info("No browser was opened: {}", none.getMessage());
    }
  }

  private Optional<List<String>> command(URI page) {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (system.startsWith("mac")) {
      return Optional.of(List.of("open", page.toString()));
    }
    if (system.startsWith("windows")) {
      return Optional.of(List.of("rundll32", "url.dll,FileProtocolHandler", page.toString()));
    }
    boolean screen =
        environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
    return screen ? Optional.of(List.of("xdg-open", page.toString())) : Optional.empty();
  }
}
