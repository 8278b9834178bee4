package org.wavetrain.website;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.promotion.Move;
import org.wavetrain.promotion.Moves;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.tracking.ModelRegistry;
import org.wavetrain.tracking.ModelVersion;

/** The models of the registry, with the changes of which version is in service. */
final class RegisteredModels {
  private final ModelRegistry registry;
  private final Moves moves;

  RegisteredModels(ModelRegistry registry, ArtifactStore store) {
    this.registry = registry;
    this.moves = new Moves(store);
  }

  /** The names of all, sorted. */
  List<String> names() {
    return registry.names();
  }

  /** The versions in service; of a model that has none, its name alone. */
  List<ChampionRow> champions() {
    return names().stream()
        .map(
            name ->
                registry
                    .byAlias(name, Promotion.CHAMPION)
                    .map(ChampionRow::of)
                    .orElseGet(() -> ChampionRow.none(name)))
        .toList();
  }

  /** All versions of a model, the newest first. */
  List<ModelVersion> versions(String model) {
    return registry.versions(model);
  }

  /** The aliases of a model, each with the version that it points to. */
  Map<String, Integer> aliases(String model) {
    return registry.aliases(model);
  }

  /** Which versions were in service, the newest change first. */
  List<Move> history(String model) {
    List<Move> oldestFirst = moves.of(model);
    return oldestFirst.stream()
        .sorted((one, other) -> Integer.compare(other.number(), one.number()))
        .toList();
  }

  /** The versions that hold what a run has exported. */
  List<VersionLink> of(PipelineRun run) {
    Optional<String> export = run.last("export").map(Objects::toString);
    return export.isEmpty()
        ? List.of()
        : names().stream()
            .flatMap(
                name ->
                    registry.findVersion(name, Promotion.KEY_TAG, export.get()).stream()
                        .map(version -> new VersionLink(name, version.version())))
            .toList();
  }

  /** A version that a page links to. */
  record VersionLink(String model, int version) {}
}
