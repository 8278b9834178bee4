package org.wavetrain.report;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.extension.escaper.SafeString;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Turns what a page shows into one HTML page that fetches nothing. */
public final class PageTemplate {
  private static final String FOLDER = "org/wavetrain/report/";

  private final PebbleEngine engine;

  public PageTemplate() {
    ClasspathLoader loader = new ClasspathLoader(PageTemplate.class.getClassLoader());
    engine =
        new PebbleEngine.Builder()
            .loader(loader)
            .strictVariables(true)
            .defaultLocale(Locale.ROOT)
            .build();
  }

  void write(ReportPage page, Writer writer) throws IOException {
    write(
        "report.html.peb",
        PageAssets.style(),
        PageAssets.chartScript(),
        Map.of("page", page),
        writer);
  }

  /**
   * Fills a template.
   *
   * @param template its file beside this class
   * @param style a style sheet
   * @param script comes after Chart.js
   * @param variables what the template names, besides {@code style}, {@code chartLibrary} and
   *     {@code chartScript}
   */
  public void write(
      String template, String style, String script, Map<String, Object> variables, Writer writer)
      throws IOException {
    Map<String, Object> context = new HashMap<>(variables);
    context.put("style", safe(style));
    context.put("chartLibrary", safe(PageAssets.chartLibrary()));
    context.put("chartScript", safe(script));
    engine.getTemplate(FOLDER + template).evaluate(writer, context);
  }

  /** The style and the scripts go into the page as they are: no user's text is in them. */
  private static SafeString safe(String text) {
    return new SafeString(text);
  }
}
