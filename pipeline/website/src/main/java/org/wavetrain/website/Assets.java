package org.wavetrain.website;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.report.PageAssets;

/**
 * The styles and scripts of the pages. Their addresses hold their digests: a browser keeps them for
 * good, and asks for others after an upgrade.
 */
final class Assets {
  private static final String FOLDER = "/assets/";
  private static final String CSS = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  private final Map<String, String> addresses = new HashMap<>();
  private final Map<String, Answer> answers = new HashMap<>();

  Assets() {
    try {
      add("report.css", CSS, PageAssets.style());
      add("site.css", CSS, text("site.css"));
      add("chart.js", SCRIPT, PageAssets.chartLibrary());
      add("charts.js", SCRIPT, PageAssets.chartScript());
      add("site.js", SCRIPT, text("site.js"));
    } catch (IOException incomplete) {
      throw new UncheckedIOException("the class path lacks files of the website", incomplete);
    }
  }

  private void add(String name, String type, String text) {
    String address = FOLDER + Sha256.of(text).abbreviated() + "/" + name;
    addresses.put(name, address);
    answers.put(address, Answer.asset(type, text));
  }

  /** Where each is, by the name of its file. */
  Map<String, String> addresses() {
    return Map.copyOf(addresses);
  }

  Optional<Answer> find(String path) {
    return Optional.ofNullable(answers.get(path));
  }

  private static String text(String resource) throws IOException {
    try (InputStream stream = Assets.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(stream, resource).readAllBytes(), UTF_8);
    }
  }
}
