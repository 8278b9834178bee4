package org.wavetrain.website;

import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.promotion.Move;
import org.wavetrain.promotion.Moves;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.report.PipelineRun;
import org.wavetrain.tracking.ModelRegistry;
import org.wavetrain.tracking.ModelVersion;
import org.wavetrain.tracking.RegisteredModel;

/** The models of the registry, with the changes of which version is in service. */
final class RegistryReader {
  private static final String EXPORT = "export";

  private final ModelRegistry registry;
  private final Moves moves;

  RegistryReader(ModelRegistry registry, ArtifactStore store) {
    this.registry = registry;
    this.moves = new Moves(store);
  }

  List<RegisteredModel> all() {
    return registry.models();
  }

  /** The versions in service; of a model that has none, its name alone. */
  List<ChampionRow> champions() {
    return registry.models().stream().map(this::champion).toList();
  }

  /** What is wrong with one model, such as a name that cannot be asked for, keeps no other away. */
  private ChampionRow champion(RegisteredModel model) {
    try {
      return Optional.ofNullable(model.aliases().get(Promotion.CHAMPION))
          .flatMap(version -> registry.findVersion(model.name(), version))
          .map(ChampionRow::of)
          .orElseGet(() -> ChampionRow.none(model.name()));
    } catch (UserFailure failure) {
      if (failure.code().mayPass()) {
        throw failure;
      }
      return ChampionRow.unreadable(model.name(), failure.getMessage());
    }
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

  /**
   * Which versions were in service.
   *
   * @param moves the newest first
   * @param problems why they cannot be read, as sentences; usually none
   */
  record History(List<Move> moves, List<String> problems) {}

  /** Which versions of a model were in service. */
  History history(String model) {
    try {
      return new History(
          moves.of(model).stream()
              .sorted(Comparator.comparingInt(Move::number).reversed())
              .toList(),
          List.of());
    } catch (UncheckedIOException damaged) {
      return new History(List.of(), List.of("The history cannot be read: " + damaged.getMessage()));
    }
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
            .flatMap(model -> exported(model.name(), export.get()).stream())
            .toList();
  }

  private Optional<VersionLink> exported(String model, String export) {
    try {
      return registry
          .findVersion(model, Promotion.KEY_TAG, export)
          .map(version -> new VersionLink(model, version.version()));
    } catch (UserFailure failure) {
      if (failure.code().mayPass()) {
        throw failure;
      }
      // The list of models says what is wrong with that one.
      return Optional.empty();
    }
  }

  /** A version that a page links to. */
  record VersionLink(String model, int version) {}
}
