package org.wavetrain.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts stages after those that they take inputs from; reports circles. */
final class RunningOrder {
  private final Map<String, WrittenStage> stages = new HashMap<>();
  private final Reporter problems;
  private final List<WrittenStage> ordered = new ArrayList<>();
  private final Set<String> visited = new HashSet<>();
  private final List<String> path = new ArrayList<>();

  private RunningOrder(Reporter problems) {
    this.problems = problems;
  }

  /** The stages in an order in which they can run, otherwise in the file's order. */
  static List<WrittenStage> of(List<WrittenStage> stages, Reporter problems) {
    RunningOrder order = new RunningOrder(problems);
    stages.forEach(stage -> order.stages.put(stage.name(), stage));
    stages.forEach(order::visit);
    return order.ordered;
  }

  private void visit(WrittenStage stage) {
    if (!visited.add(stage.name())) {
      return;
    }
    path.add(stage.name());
    for (WrittenStage.WrittenInput input : stage.inputs().values()) {
      for (WrittenStage.Reference reference : input.references()) {
        if (path.contains(reference.name())) {
          reportCircle(reference);
        } else if (stages.containsKey(reference.name())) {
          visit(stages.get(reference.name()));
        }
      }
    }
    path.remove(path.size() - 1);
    ordered.add(stage);
  }

  private void reportCircle(WrittenStage.Reference closing) {
    List<String> circle = new ArrayList<>();
    circle.add(closing.name());
    for (int index = path.size() - 1; index >= path.indexOf(closing.name()); index--) {
      circle.add(path.get(index));
    }
    problems.report(
        closing.node(),
        "Stages take inputs from each other in a circle: " + String.join(" from ", circle) + ".",
        "Remove one of these inputs.");
  }
}
