package org.wavetrain.definition;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** YAML text as nodes, each of which knows its place. */
final class YamlDocument {
  private static final LoadSettings SETTINGS = LoadSettings.builder().build();

  /** Nodes are made one in another, and what is nested without end fills the stack. */
  private static final int DEEPEST = 100;

  private static final Mark BEGINNING = new Mark("", 0, 0, 0, new int[0], 0);

  private YamlDocument() {}

  /** The text's one document; reports text that is not YAML, or empty. */
  static Optional<Node> compose(String text, Reporter problems) {
    try {
      Optional<Event> tooDeep = firstTooDeep(text);
      if (tooDeep.isPresent()) {
        problems.report(
            tooDeep.get().getStartMark(),
            "This is nested more than " + DEEPEST + " deep.",
            "Write a pipeline, which is a few lists and mappings deep.");
        return Optional.empty();
      }
      Optional<Node> root = new Compose(SETTINGS).composeString(text);
      if (root.isEmpty()) {
        problems.report(
            Optional.of(BEGINNING),
            "It is empty.",
            "Copy a recipe and change it, or see the docs.");
      }
      return root;
    } catch (MarkedYamlEngineException malformed) {
      problems.report(
          malformed.getProblemMark().or(malformed::getContextMark),
          "This is not YAML: " + malformed.getProblem() + ".",
          "Check indentation, colons, brackets and quotes there.");
      return Optional.empty();
    } catch (YamlEngineException malformed) {
      problems.report(
          Optional.empty(),
          "This is not YAML: " + malformed.getMessage() + ".",
          "Check indentation, colons, brackets and quotes.");
      return Optional.empty();
    }
  }

  private static Optional<Event> firstTooDeep(String text) {
    int depth = 0;
    for (Event event : new Parse(SETTINGS).parseString(text)) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        default -> {}
      }
      if (depth > DEEPEST) {
        return Optional.of(event);
      }
    }
    return Optional.empty();
  }
}
