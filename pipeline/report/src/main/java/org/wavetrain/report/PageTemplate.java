package org.wavetrain.report;

import io.pebbletemplates.pebble.extension.escaper.SafeString;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;

/** Turns what a page shows into one HTML page that fetches nothing. */
public final class PageTemplate {
  private final Templates templates = new Templates(PageTemplate.class);

  void write(ReportPage page, Writer writer) throws IOException {
    write("report", PageAssets.style(), PageAssets.chartScript(), Map.of("page", page), writer);
  }

  /**
   * Fills a template.
   *
   * @param template the name of its file beside this class
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
    templates.write(template, context, writer);
  }

  /** The style and the scripts go into the page as they are: no user's text is in them. */
  private static SafeString safe(String text) {
    return new SafeString(text);
  }
}
