package org.wavetrain.website;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.promotion.Move;
import org.wavetrain.promotion.Moves;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.report.PipelineRun;
import org.wavetrain.tracking.ModelRegistry;
import org.wavetrain.tracking.ModelVersion;
import org.wavetrain.tracking.RegisteredModel;

/** The models of the registry, with the changes of which version is in service. */
final class RegisteredModels {
  private static final String EXPORT = "export";

  private final ModelRegistry registry;
  private final Moves moves;

  RegisteredModels(ModelRegistry registry, ArtifactStore store) {
    this.registry = registry;
    this.moves = new Moves(store);
  }

  /** The versions in service; of a model that has none, its name alone. */
  List<ChampionRow> champions() {
    return registry.models().stream()
        .map(
            model ->
                Optional.ofNullable(model.aliases().get(Promotion.CHAMPION))
                    .flatMap(version -> registry.findVersion(model.name(), version))
                    .map(ChampionRow::of)
                    .orElseGet(() -> ChampionRow.none(model.name())))
        .toList();
  }

  /** All versions of a model, the newest first. */
  List<ModelVersion> versions(String model) {
    return registry.versions(model);
  }

  /** The aliases of a model, each with the version that it points to. */
  Map<String, Integer> aliases(String name) {
    return registry.models().stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .map(RegisteredModel::aliases)
        .orElse(Map.of());
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
    Optional<String> export =
        run.artifacts().values().stream()
            .filter(key -> key.stage().equals(EXPORT))
            .map(ArtifactKey::toString)
            .findFirst();
    return export.isEmpty()
        ? List.of()
        : registry.models().stream()
            .flatMap(
                model ->
                    registry.findVersion(model.name(), Promotion.KEY_TAG, export.get()).stream()
                        .map(version -> new VersionLink(model.name(), version.version())))
            .toList();
  }

  /** A version that a page links to. */
  record VersionLink(String model, int version) {}
}
