package org.wavetrain.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.extension.escaper.SafeString;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
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
            "style", safe(text(FOLDER + "report.css")),
            "chartLibrary", safe(chartLibrary()),
            "chartScript", safe(text(FOLDER + "charts.js")));
    engine.getTemplate(FOLDER + "report.html.peb").evaluate(writer, context);
  }

  /** The style and the scripts go into the page as they are: no user's text is in them. */
  private static SafeString safe(String text) {
    return new SafeString(text);
  }

  /** A webjar's files lie below its version, which its Maven properties tell. */
  private static String chartLibrary() throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text(CHART_WEBJAR)));
    String version = properties.getProperty("version");
    String script =
        text("META-INF/resources/webjars/chart.js/" + version + "/dist/chart.umd.min.js");
    return script.replaceAll("(?m)^//# sourceMappingURL=.*$", "");
  }

  private static String text(String resource) throws IOException {
    try (InputStream stream = PageTemplate.class.getClassLoader().getResourceAsStream(resource)) {
      if (stream == null) {
        throw new FileNotFoundException("not on the class path: " + resource);
      }
      return new String(stream.readAllBytes(), UTF_8);
    }
  }
}
