package org.wavetrain.report;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;

/** Pebble's templates beside a class, which escape whatever is put into them. */
public final class Templates {
  private static final String EXTENSION = ".html.peb";

  private final PebbleEngine engine;

  /** Those in the class's package. */
  public Templates(Class<?> beside) {
    ClasspathLoader loader = new ClasspathLoader(beside.getClassLoader());
    loader.setPrefix(beside.getPackageName().replace('.', '/'));
    engine =
        new PebbleEngine.Builder()
            .loader(loader)
            .strictVariables(true)
            .defaultLocale(Locale.ROOT)
            .build();
  }

  /**
   * Fills a template.
   *
   * @param name of its file, without the extension
   * @param variables what the template names
   */
  public void write(String name, Map<String, Object> variables, Writer writer) throws IOException {
    engine.getTemplate(name + EXTENSION).evaluate(writer, variables);
  }
}
