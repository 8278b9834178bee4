package org.wavetrain.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.extension.escaper.SafeString;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** Turns a {@link ReportPage} into one HTML page that fetches nothing. */
final class PageTemplate {
  private static final String FOLDER = "org/wavetrain/report/";
  private static final String CHART_WEBJAR =
      "META-INF/maven/org.webjars.npm/chart.js/pom.properties";

  private final PebbleEngine engine;

  PageTemplate() {
    ClasspathLoader loader = new ClasspathLoader(PageTemplate.class.getClassLoader());
    engine =
        new PebbleEngine.Builder()
            .loader(loader)
            .strictVariables(true)
            .defaultLocale(Locale.ROOT)
            .build();
  }

  void write(ReportPage page, Writer writer) throws IOException {
    Map<String, Object> context =
        Map.of(
            "page", page,
            "style", safe(FOLDER + "report.css"),
            "chartLibrary", safe(chartLibrary()),
            "chartScript", safe(FOLDER + "charts.js"));
    engine.getTemplate(FOLDER + "report.html.peb").evaluate(writer, context);
  }

  /** Our own style and scripts go into the page as they are. */
  private static SafeString safe(String resource) throws IOException {
    try (InputStream stream = open(resource)) {
      return new SafeString(new String(stream.readAllBytes(), UTF_8));
    }
  }

  /** A webjar's files lie below its version, which its Maven properties tell. */
  private static String chartLibrary() throws IOException {
    Properties properties = new Properties();
    try (InputStream stream = open(CHART_WEBJAR)) {
      properties.load(stream);
    }
    return "META-INF/resources/webjars/chart.js/"
        + properties.getProperty("version")
        + "/dist/chart.umd.min.js";
  }

  private static InputStream open(String resource) throws IOException {
    InputStream stream = PageTemplate.class.getClassLoader().getResourceAsStream(resource);
    if (stream == null) {
      throw new FileNotFoundException("not on the class path: " + resource);
    }
    return stream;
  }
}
