package org.wavetrain.cli;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import java.util.function.Supplier;
import org.wavetrain.cli.display.Terminal;
import picocli.CommandLine.Option;

/** The option of commands whose result programs may want to read. */
final class JsonOption {
  /** Records as their components say, times as {@code 2026-01-31T10:00:00Z}. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .visibility(PropertyAccessor.GETTER, Visibility.NONE)
          .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .build();

  @Option(
      names = "--json",
      description =
          "Prints the result in JSON, an object a line; what else is said goes to standard error.")
  private boolean wanted;

  boolean wanted() {
    return wanted;
  }

  /** Where a command says what is no result. */
  Console words(Console console) {
    return wanted
        ? new Console(
            new ResultStream(console.error()),
            console.error(),
            Terminal.none(),
            console.interruption(),
            console.environment())
        : console;
  }

  /** Prints objects, each on a line of its own, if that is wanted. */
  void print(Console console, List<?> results) {
    if (!wanted) {
      return;
    }
    try {
      for (Object result : results) {
        console.out().println(JSON.writeValueAsString(result));
      }
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("results have a JSON form", impossible);
    }
  }

  /** Prints an object that has to be asked for, if that is wanted. */
  void print(Console console, Supplier<?> result) {
    if (wanted) {
      print(console, List.of(result.get()));
    }
  }
}
