package org.wavetrain.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.Properties;

/** The style and the scripts that all pages share. */
public final class PageAssets {
  private static final String FOLDER = "org/wavetrain/report/";
  private static final String CHART_WEBJAR =
      "META-INF/maven/org.webjars.npm/chart.js/pom.properties";

  private PageAssets() {}

  /** The style sheet. */
  public static String style() throws IOException {
    return text(FOLDER + "report.css");
  }

  /** What draws every figure of a page from the JSON beside its canvas. */
  public static String chartScript() throws IOException {
    return text(FOLDER + "charts.js");
  }

  /** A style sheet or a script that one kind of page has besides, by the name of its file. */
  public static String of(String file) throws IOException {
    return text(FOLDER + file);
  }

  /** Chart.js. A webjar's files lie below its version, which its Maven properties tell. */
  public static String chartLibrary() throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text(CHART_WEBJAR)));
    String version = properties.getProperty("version");
    String script =
        text("META-INF/resources/webjars/chart.js/" + version + "/dist/chart.umd.min.js");
    return script.replaceAll("(?m)^//# sourceMappingURL=.*$", "");
  }

  private static String text(String resource) throws IOException {
    try (InputStream stream = PageAssets.class.getClassLoader().getResourceAsStream(resource)) {
      if (stream == null) {
        throw new FileNotFoundException("not on the class path: " + resource);
      }
      return new String(stream.readAllBytes(), UTF_8);
    }
  }
}
