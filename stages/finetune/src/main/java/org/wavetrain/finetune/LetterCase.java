package org.wavetrain.finetune;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wavetrain.training.setup.NamedRows;

/** The case of letters, as the parameter {@code letter_case} of ingest names it. */
enum LetterCase {
  UPPER {
    @Override
    String of(String symbol) {
      return symbol.toUpperCase(Locale.ROOT);
    }
  },
  LOWER {
    @Override
    String of(String symbol) {
      return symbol.toLowerCase(Locale.ROOT);
    }
  };

  abstract String of(String symbol);

  /** The case in which the model to start from knows symbols that are new as they are. */
  static Optional<LetterCase> advised(NamedRows symbols) {
    List<String> unknown =
        symbols.now().stream().filter(symbol -> !symbols.before().contains(symbol)).toList();
    return Arrays.stream(values())
        .filter(other -> unknown.stream().map(other::of).anyMatch(symbols.before()::contains))
        .findFirst();
  }

  /** What brings texts to this case, as the end of a message. */
  String advice() {
    return ". The model has letters of them in the other case: set ingest.letter_case to "
        + name().toLowerCase(Locale.ROOT)
        + " to keep what it knows of them.";
  }
}
