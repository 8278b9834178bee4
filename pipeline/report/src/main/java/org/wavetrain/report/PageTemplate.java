package org.wavetrain.report;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.extension.escaper.SafeString;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;

/** Turns a {@link ReportPage} into one HTML page that fetches nothing. */
final class PageTemplate {
  private static final String FOLDER = "org/wavetrain/report/";

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
            "style", safe(PageAssets.style()),
            "chartLibrary", safe(PageAssets.chartLibrary()),
            "chartScript", safe(PageAssets.chartScript()));
    engine.getTemplate(FOLDER + "report.html.peb").evaluate(writer, context);
  }

  /** The style and the scripts go into the page as they are: no user's text is in them. */
  private static SafeString safe(String text) {
    return new SafeString(text);
  }
}
