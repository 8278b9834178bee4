package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.cli.ModelReference.ByAlias;
import org.wavetrain.cli.ModelReference.ByVersion;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.tracking.ModelRegistry;
import org.wavetrain.tracking.ModelVersion;
import org.wavetrain.tracking.RegisteredModel;

/** Finds versions of registered models and what they consist of. */
final class RegisteredModels {
  private static final int MOST_NAMED = 10;

  private final ModelRegistry registry;
  private final ArtifactStore store;

  RegisteredModels(Services services) {
    this.registry = services.tracking().registry();
    this.store = services.store();
  }

  /**
   * The version that is meant.
   *
   * @throws UserFailure {@code MODEL_MISSING}
   */
  ModelVersion version(ModelReference reference) {
    if (reference instanceof ByAlias meant) {
      return registry
          .byAlias(meant.name(), meant.alias())
          .orElseThrow(() -> missing(reference, meant.name()));
    }
    if (reference instanceof ByVersion meant) {
      return registry
          .findVersion(meant.name(), meant.version())
          .orElseThrow(() -> missing(reference, meant.name()));
    }
    throw new IllegalArgumentException(reference + " is no registered model");
  }

  /**
   * The exported artifact of a version.
   *
   * @throws UserFailure {@code MODEL_MISSING} when it was not registered by a pipeline, or a person
   *     changed the tag that names the artifact
   */
  ArtifactReader export(ModelVersion version) throws IOException {
    return store.open(key(version));
  }

  /** A copy of a version's export below a home. */
  FoundModel copied(ModelVersion version, Path home) throws IOException {
    ArtifactReader export = export(version);
    return new FoundModel(
        new ExportFolders(home, store).fetch(key(version)),
        Optional.of(version),
        Optional.of(export.manifest().contentDigest()));
  }

  /** The one model that has a version in service, if there is just one. */
  Optional<ModelReference> only() {
    List<String> served = served(registry.models());
    return served.size() == 1
        ? Optional.of(new ByAlias(served.get(0), Promotion.CHAMPION))
        : Optional.empty();
  }

  /** How a model is named to be used: the version in service, or else the newest. */
  Optional<String> reference(String name) {
    return registry.models().stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .flatMap(
            model ->
                model.aliases().containsKey(Promotion.CHAMPION)
                    ? Optional.of(name + "@" + Promotion.CHAMPION)
                    : registry.versions(name).stream()
                        .findFirst()
                        .map(newest -> name + "/" + newest.version()));
  }

  private static ArtifactKey key(ModelVersion version) {
    String key = version.tags().get(Promotion.KEY_TAG);
    if (key == null) {
      throw new UserFailure(
          CommandError.MODEL_MISSING,
          "Version %d of the model %s names no export in the store."
              .formatted(version.version(), version.model()),
          "Name a version that a pipeline registered: `wavetrain models` lists them.");
    }
    return ArtifactKey.parseIfKey(key)
        .orElseThrow(
            () ->
                new UserFailure(
                    CommandError.MODEL_MISSING,
                    "Version %d of the model %s has the tag %s \"%s\", which is no key of an export."
                        .formatted(version.version(), version.model(), Promotion.KEY_TAG, key),
                    "Put back what the tag was, or name another version: `wavetrain models` lists"
                        + " them."));
  }

  private UserFailure missing(ModelReference reference, String name) {
    return new UserFailure(
        CommandError.MODEL_MISSING, "There is no model %s.".formatted(reference), remedy(name));
  }

  private String remedy(String name) {
    List<RegisteredModel> models = registry.models();
    Optional<RegisteredModel> known =
        models.stream().filter(model -> model.name().equals(name)).findFirst();
    if (known.isPresent()) {
      return versions(known.get());
    }
    if (models.isEmpty()) {
      return "Run `wavetrain quickstart` or another pipeline that registers a model first, or give"
          + " the folder of an exported model with --model.";
    }
    String all = "`wavetrain models` lists the models, versions and aliases that there are.";
    List<String> served = served(models);
    return served.isEmpty()
        ? all
        : "Name one that is in service: %s%s. %s"
            .formatted(
                served.stream()
                    .limit(MOST_NAMED)
                    .map(champion -> champion + "@" + Promotion.CHAMPION)
                    .collect(Collectors.joining(", ")),
                served.size() > MOST_NAMED ? " and others" : "",
                all);
  }

  private String versions(RegisteredModel model) {
    String versions =
        registry.versions(model.name()).stream()
            .map(ModelVersion::version)
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    String aliases =
        model.aliases().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(alias -> "; %s is version %d".formatted(alias.getKey(), alias.getValue()))
            .collect(Collectors.joining());
    return "Of %s there are the versions %s%s.".formatted(model.name(), versions, aliases);
  }

  private static List<String> served(List<RegisteredModel> models) {
    return models.stream()
        .filter(model -> model.aliases().containsKey(Promotion.CHAMPION))
        .map(RegisteredModel::name)
        .toList();
  }
}
