package org.wavetrain.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ManifestFile;
import org.wavetrain.stage.ExitCode;
import org.wavetrain.tracking.ModelVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Copies the files of a registered model out of the store. */
@Command(
    name = "pull",
    description = {
      "Copies a registered model into a folder, where it can be used without a server: each file's"
          + " digest is checked. Repeated, it goes on where it was interrupted.",
      "For example: wavetrain models pull my-words@champion my-words"
    },
    mixinStandardHelpOptions = true)
final class ModelsPullCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "NAME@champion or another alias, or NAME/VERSION; models:/ may stand before.")
  private String model;

  @Parameters(
      index = "1",
      paramLabel = "DIR",
      description = "Folder for it; made if it is not there, empty if it is.")
  private Path folder;

  @Mixin private JsonOption json;

  @Mixin private HomeOption home;

  ModelsPullCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    ModelReference meant = ModelReference.registered(model);
    Path target = folder.toAbsolutePath().normalize();
    try (HomeToRead read = HomeToRead.of(home.path());
        Services services = Services.open(read.path())) {
      RegisteredModels models = new RegisteredModels(services);
      ModelVersion version = models.version(meant);
      ArtifactReader export = models.export(version);
      boolean copied = new PulledModel(export, target).pull();
      print(version, export, target, copied);
    }
    return ExitCode.DONE.code();
  }

  private void print(ModelVersion version, ArtifactReader export, Path target, boolean copied) {
    long bytes = export.manifest().files().stream().mapToLong(ManifestFile::sizeBytes).sum();
    String digest = export.manifest().contentDigest().toString();
    if (json.wanted()) {
      console
          .out()
          .println(
              new JsonMapper()
                  .createObjectNode()
                  .put("model", version.model())
                  .put("version", version.version())
                  .put("digest", digest)
                  .put("folder", target.toString())
                  .put("files", export.manifest().files().size())
                  .put("bytes", bytes)
                  .put("copied", copied));
    } else {
      console
          .out()
          .printf(
              "Version %d of the model %s %s %s: %d files, %d MB, content %s.%n"
                  + "Use it with: %s transcribe --model %s FILE%n",
              version.version(),
              version.model(),
              copied ? "is in" : "was in",
              target,
              export.manifest().files().size(),
              Math.round(bytes / 1e6),
              export.manifest().contentDigest().abbreviated(),
              Launcher.word(),
              ShellWord.of(folder.toString()));
    }
  }
}
