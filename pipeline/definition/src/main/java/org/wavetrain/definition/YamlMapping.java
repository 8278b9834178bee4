package org.wavetrain.definition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A mapping of the file, by key in the file's order.
 *
 * @param node the mapping itself
 * @param entries keys and values; of a key that is there twice, the first
 */
record YamlMapping(Node node, Map<String, Entry> entries) {
  /** A key and its value, each with its place. */
  record Entry(Node key, Node value) {}

  /** Reads a mapping with any keys; reports what is no mapping, and keys that are there twice. */
  static Optional<YamlMapping> read(Node node, String what, Reporter problems) {
    if (!(node instanceof MappingNode mapping)) {
      problems.report(node, what + " is not a mapping.", "Write it as lines of \"key: value\".");
      return Optional.empty();
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.report(tuple.getKeyNode(), "A key of " + what + " is not text.", "Write a name.");
      } else if (entries.containsKey(key.getValue())) {
        problems.report(
            key, what + " has the key " + key.getValue() + " twice.", "Remove one of the two.");
      } else {
        entries.put(key.getValue(), new Entry(key, tuple.getValueNode()));
      }
    }
    return Optional.of(new YamlMapping(node, entries));
  }

  /** As above, and reports keys that are none of those known. */
  static Optional<YamlMapping> read(Node node, String what, List<String> known, Reporter problems) {
    Optional<YamlMapping> mapping = read(node, what, problems);
    mapping.ifPresent(
        read ->
            read.entries()
                .forEach(
                    (key, entry) -> {
                      if (!known.contains(key)) {
                        problems.report(
                            entry.key(),
                            what + " has no key " + key + ".",
                            Suggestion.remedy(key, known));
                      }
                    }));
    return mapping;
  }

  Optional<Node> get(String key) {
    return Optional.ofNullable(entries.get(key)).map(Entry::value);
  }

  /** The value of a key that must be there. */
  Optional<Node> require(String key, String what, Reporter problems) {
    Optional<Node> value = get(key);
    if (value.isEmpty()) {
      problems.report(node, what + " has no " + key + ".", "Add \"" + key + ": ...\".");
    }
    return value;
  }
}
