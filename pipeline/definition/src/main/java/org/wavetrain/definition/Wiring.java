package org.wavetrain.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that every input of every stage is there and of a kind that the stage takes. */
final class Wiring {
  private final Set<String> sources;
  private final Set<String> files;
  private final Map<String, WrittenStage> stages;
  private final Reporter problems;

  /**
   * @param sources the names of all sources
   * @param files the names of those that are single files
   */
  Wiring(Set<String> sources, Set<String> files, List<WrittenStage> stages, Reporter problems) {
    this.sources = sources;
    this.files = files;
    this.stages =
        stages.stream()
            .collect(
                Collectors.toMap(
                    WrittenStage::name, stage -> stage, (one, two) -> one, LinkedHashMap::new));
    this.problems = problems;
  }

  void check() {
    for (WrittenStage stage : stages.values()) {
      if (sources.contains(stage.name())) {
        problems.report(
            stage.nameNode(),
            "Both a source and a stage are called " + stage.name() + ".",
            "Give one of the two another name.");
      }
      stage.descriptor().ifPresent(descriptor -> checkInputs(stage, descriptor));
    }
  }

  private void checkInputs(WrittenStage stage, StageDescriptor descriptor) {
    Map<String, InputPort> ports = new HashMap<>();
    descriptor.inputs().forEach(port -> ports.put(port.name(), port));
    stage
        .inputs()
        .forEach(
            (name, input) -> {
              InputPort port = ports.get(name);
              if (port == null) {
                problems.report(
                    input.key(),
                    "stage " + stage.name() + " has no input " + name + ".",
                    Suggestion.remedy(name, ports.keySet()));
              } else {
                checkInput(stage, port, input);
              }
            });
    for (InputPort port : descriptor.inputs()) {
      if (port.required() && !stage.inputs().containsKey(port.name())) {
        problems.report(
            stage.nameNode(),
            "stage " + stage.name() + " needs the input " + port.name() + ".",
            "Add it under inputs: it takes " + accepted(port) + ".");
      }
    }
  }

  private void checkInput(WrittenStage stage, InputPort port, WrittenStage.WrittenInput input) {
    String what = "input " + port.name() + " of " + stage.name();
    if (input.references().isEmpty() && port.required()) {
      problems.report(input.key(), what + " is empty.", "It takes " + accepted(port) + ".");
    }
    if (input.references().size() > 1 && !port.repeated()) {
      problems.report(
          input.references().get(1).node(), what + " takes one, not several.", "Keep one.");
    }
    Set<String> seen = new HashSet<>();
    for (WrittenStage.Reference reference : input.references()) {
      if (!seen.add(reference.name())) {
        problems.report(
            reference.node(), what + " names " + reference.name() + " twice.", "Remove one.");
      }
      checkReference(what, port, reference);
    }
  }

  private void checkReference(String what, InputPort port, WrittenStage.Reference reference) {
    String name = reference.name();
    Optional<String> kind = kindOf(name);
    if (kind.isPresent() && !port.accepts().contains(kind.get())) {
      problems.report(
          reference.node(),
          what + " cannot be " + name + ", which is a " + described(kind.get()) + ".",
          "It takes " + accepted(port) + ".");
    } else if (kind.isEmpty() && !stages.containsKey(name)) {
      problems.report(
          reference.node(),
          what + " names " + name + ", which is not in this file.",
          Suggestion.remedy(name, candidates(port)));
    }
  }

  /** The kind of what has this name; empty when nothing has, or its kind is not known. */
  private Optional<String> kindOf(String name) {
    if (sources.contains(name)) {
      return Optional.of(files.contains(name) ? InputPort.FILE : InputPort.SOURCE);
    }
    return Optional.ofNullable(stages.get(name))
        .flatMap(WrittenStage::descriptor)
        .map(StageDescriptor::kind);
  }

  private List<String> candidates(InputPort port) {
    List<String> names = new ArrayList<>(sources);
    names.addAll(stages.keySet());
    names.removeIf(name -> kindOf(name).filter(port.accepts()::contains).isEmpty());
    return names;
  }

  private static String described(String kind) {
    return switch (kind) {
      case InputPort.SOURCE -> "source that is a folder";
      case InputPort.FILE -> "source that is a file";
      default -> "stage of the kind " + kind;
    };
  }

  private static String accepted(InputPort port) {
    return port.accepts().stream()
        .map(kind -> "a " + described(kind))
        .collect(Collectors.joining(" or "));
  }
}
