package org.wavetrain.definition;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * A checked pipeline.
 *
 * @param name the name of the tracking experiment
 * @param description what it does, in a sentence or two for people
 * @param seed the seed of every stage
 * @param sources the user's folders, in the file's order
 * @param stages each after the stages that it takes inputs from, otherwise in the file's order
 * @param registration what is registered at the end
 * @param published what others reached with the same recipe
 * @param orchestration how an orchestrator runs it
 */
public record Pipeline(
    String name,
    Optional<String> description,
    long seed,
    List<Source> sources,
    List<PlannedStage> stages,
    Optional<Registration> registration,
    List<PublishedResult> published,
    Orchestration orchestration) {
  public Pipeline {
    sources = List.copyOf(sources);
    stages = List.copyOf(stages);
    published = List.copyOf(published);
  }

  /** The same with another seed. */
  public Pipeline withSeed(long other) {
    return new Pipeline(
        name, description, other, sources, stages, registration, published, orchestration);
  }

  /** The same with other folders. */
  public Pipeline withSources(List<Source> others) {
    return new Pipeline(
        name, description, seed, others, stages, registration, published, orchestration);
  }

  /** The stage of that name, if there is one. */
  public Optional<PlannedStage> find(String stage) {
    return stages.stream().filter(planned -> planned.name().equals(stage)).findFirst();
  }

  /** The source of that name, if there is one. */
  public Optional<Source> findSource(String source) {
    return sources.stream().filter(candidate -> candidate.name().equals(source)).findFirst();
  }

  /** The names of the stages that a stage takes inputs from, directly. */
  public Set<String> inputsOf(String stage) {
    Set<String> names = new LinkedHashSet<>();
    PlannedStage planned = find(stage).orElseThrow(() -> new NoSuchElementException(stage));
    planned.inputs().values().forEach(names::addAll);
    names.removeIf(name -> find(name).isEmpty());
    return names;
  }

  /** The names of the stages that must have run before a stage, in the order of running. */
  public Set<String> upstreamOf(String stage) {
    Set<String> needed = new LinkedHashSet<>(inputsOf(stage));
    for (int index = stages.size() - 1; index >= 0; index--) {
      String candidate = stages.get(index).name();
      if (needed.contains(candidate)) {
        needed.addAll(inputsOf(candidate));
      }
    }
    return inOrder(needed);
  }

  /** The names of the stages that depend on a stage, directly or not, in the order of running. */
  public Set<String> downstreamOf(String stage) {
    Set<String> reached = new LinkedHashSet<>();
    for (PlannedStage candidate : stages) {
      Set<String> inputs = inputsOf(candidate.name());
      if (inputs.contains(stage) || inputs.stream().anyMatch(reached::contains)) {
        reached.add(candidate.name());
      }
    }
    return reached;
  }

  private Set<String> inOrder(Set<String> names) {
    Set<String> ordered = new LinkedHashSet<>();
    stages.stream().map(PlannedStage::name).filter(names::contains).forEach(ordered::add);
    return ordered;
  }
}
