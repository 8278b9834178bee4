package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.wavetrain.artifacts.ArtifactDraft;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.FolderTree;
import org.wavetrain.artifacts.Provenance;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.Overrides;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.local.runner.StageSelection;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine.Command;

/**
 * Uses the classes that most commands begin with, for the launcher script, which keeps them as they
 * lie in memory then.
 */
@Command(
    name = "load-classes",
    hidden = true,
    description = "Plans the quickstart beside artifacts that it makes and removes.")
final class LoadClassesCommand implements Callable<Integer> {
  private static final Map<String, String> NO_SERVERS = Map.of();

  @Override
  public Integer call() throws IOException {
    Path home = Files.createTempDirectory("wavetrain-classes");
    try {
      StageKinds kinds = StageKinds.installed();
      Pipeline quickstart =
          new Definitions(home, kinds)
              .recipe(Recipes.find(QuickstartCommand.RECIPE), Overrides.NONE);
      publish(quickstart, home);
      try (Forecasts forecasts = Forecasts.begin(kinds, home, NO_SERVERS)) {
        forecasts.of(quickstart, StageSelection.all());
      }
    } finally {
      new FolderTree(home).remove();
    }
    return ExitCode.DONE.code();
  }

  private static void publish(Pipeline pipeline, Path home) throws IOException {
    try (OpenedStore opened = OpenedStore.open(home, NO_SERVERS)) {
      for (PlannedStage stage : pipeline.stages()) {
        publish(stage, pipeline.seed(), opened.store());
      }
    }
  }

  private static void publish(PlannedStage stage, long seed, ArtifactStore store)
      throws IOException {
    ArtifactKey key = new ArtifactKey(stage.kind(), Sha256.of(stage.name()));
    ArtifactDraft draft = store.draft(key);
    draft.put("name.txt", stage.name().getBytes(UTF_8));
    draft.publish(new Provenance(Map.of(), "{}", seed, "0", Duration.ZERO));
    store.find(key);
  }
}
