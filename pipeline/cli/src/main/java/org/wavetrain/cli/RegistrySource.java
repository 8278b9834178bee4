package org.wavetrain.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.wavetrain.cli.ModelReference.ByVersion;
import org.wavetrain.service.ModelSource;
import org.wavetrain.service.SpeechModel;
import org.wavetrain.tracking.ModelVersion;

/** The version of a registered model that a name stands for at a time. */
final class RegistrySource implements ModelSource {
  private final RegisteredModels models;
  private final ModelReference reference;
  private final Path home;
  private final Function<FoundModel, SpeechModel> loading;

  /**
   * @param home below which models are copied
   */
  RegistrySource(
      RegisteredModels models,
      ModelReference reference,
      Path home,
      Function<FoundModel, SpeechModel> loading) {
    this.models = models;
    this.reference = reference;
    this.home = home;
    this.loading = loading;
  }

  @Override
  public String wanted() {
    ModelVersion version = models.version(reference);
    return new ByVersion(version.model(), version.version()).toString();
  }

  @Override
  public SpeechModel load(String wanted) {
    try {
      return loading.apply(models.copied(models.version(ModelReference.registered(wanted)), home));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
