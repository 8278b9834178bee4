package org.wavetrain.website;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;

/** The pages' templates, which escape whatever is put into them. */
final class Templates {
  private static final String FOLDER = "org/wavetrain/website";

  private final PebbleEngine engine;

  Templates() {
    ClasspathLoader loader = new ClasspathLoader(Templates.class.getClassLoader());
    loader.setPrefix(FOLDER);
    engine =
        new PebbleEngine.Builder()
            .loader(loader)
            .strictVariables(true)
            .defaultLocale(Locale.ROOT)
            .build();
  }

  /** The page of a template. */
  String page(String name, Map<String, Object> content) throws IOException {
    StringWriter page = new StringWriter();
    engine.getTemplate(name + ".html.peb").evaluate(page, content);
    return page.toString();
  }
}
