package org.wavetrain.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A stage as the file has it, before its inputs were looked up.
 *
 * @param name its name
 * @param nameNode where the file names it
 * @param descriptor its kind; empty when there is no such kind, which was reported
 * @param inputs what the file names for each input
 * @param parameters the sound ones, defaults filled in
 * @param parametersNode what the file has under {@code parameters}
 */
record WrittenStage(
    String name,
    Node nameNode,
    Optional<StageDescriptor> descriptor,
    Map<String, WrittenInput> inputs,
    Map<String, Object> parameters,
    Optional<Node> parametersNode) {
  /** What the file has for one input. */
  record WrittenInput(Node key, List<Reference> references) {}

  /** The name of a source or stage, and where the file has it. */
  record Reference(String name, Node node) {}

  /** The value that the file gives a parameter, if it gives one. */
  Optional<Node> written(String parameter) {
    return parametersNode
        .flatMap(node -> YamlMapping.read(node, "parameters", (place, message, remedy) -> {}))
        .flatMap(mapping -> mapping.get(parameter));
  }
}
