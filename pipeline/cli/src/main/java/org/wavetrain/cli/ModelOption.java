package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.wavetrain.cli.ModelReference.ByAlias;
import org.wavetrain.cli.ModelReference.InFolder;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.promotion.Promotion;
import picocli.CommandLine.Option;

/** The options that say which model is used. */
final class ModelOption {
  /** The model that the quickstart recipe registers. */
  static final String DEFAULT_MODEL = "quickstart";

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "Folder of an exported model, NAME@champion or another alias, or NAME/VERSION; models:/"
              + " may stand before (default: quickstart@champion, or the only champion that there"
              + " is).")
  private String model;

  @Option(
      names = "--registered",
      paramLabel = "NAME",
      description = "Short for --model NAME@champion.")
  private String registered;

  /**
   * The model that is meant, copied below the home if it is a registered one.
   *
   * @throws UserFailure {@code COMMAND_LINE_INVALID}, {@code MODEL_MISSING}, {@code
   *     MODEL_FOLDER_MISSING}, {@code EXPORT_FOLDER_INVALID}
   */
  FoundModel found(Path home) throws IOException {
    Optional<ModelReference> named = named();
    if (named.isPresent() && named.get() instanceof InFolder folder) {
      return new GivenFolder(folder.path()).model(home);
    }
    try (HomeToRead read = HomeToRead.of(home);
        Services services = Services.open(read.path())) {
      RegisteredModels models = new RegisteredModels(services);
      ModelReference meant =
          named.orElseGet(
              () -> models.only().orElse(new ByAlias(DEFAULT_MODEL, Promotion.CHAMPION)));
      return models.copied(models.version(meant), home);
    }
  }

  /** What the options name. */
  Optional<ModelReference> named() {
    if (model != null && registered != null) {
      throw new UserFailure(
          CommandError.COMMAND_LINE_INVALID,
          "--model %s and --registered %s name two models.".formatted(model, registered),
          "Leave one of them out.");
    }
    if (registered != null) {
      return Optional.of(new ByAlias(registered, Promotion.CHAMPION));
    }
    return Optional.ofNullable(model).map(ModelReference::of);
  }
}
