package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.wavetrain.local.runner.BegunRun;
import org.wavetrain.local.runner.StageSelection;
import org.wavetrain.stage.ExitCode;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;
import picocli.CommandLine.Command;

/**
 * Uses the classes that most commands use, for the launcher script, which keeps them as they lie in
 * memory then. The environment must name no servers.
 */
@Command(
    name = "load-classes",
    hidden = true,
    description =
        "Plans the quickstart beside artifacts that it makes and removes, and compares them.")
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
      Map<String, ArtifactKey> artifacts = publish(quickstart, home);
      try (Forecasts forecasts = Forecasts.begin(kinds, home, NO_SERVERS)) {
        forecasts.of(quickstart, StageSelection.all());
      }
      compare(artifacts, home);
    } finally {
      new FolderTree(home).remove();
    }
    return ExitCode.DONE.code();
  }

  private static Map<String, ArtifactKey> publish(Pipeline pipeline, Path home) throws IOException {
    Map<String, ArtifactKey> keys = new LinkedHashMap<>();
    try (OpenedStore opened = OpenedStore.open(home, NO_SERVERS)) {
      for (PlannedStage stage : pipeline.stages()) {
        keys.put(stage.name(), publish(stage, pipeline.seed(), opened.store()));
      }
    }
    return keys;
  }

  private static ArtifactKey publish(PlannedStage stage, long seed, ArtifactStore store)
      throws IOException {
    ArtifactKey key = new ArtifactKey(stage.kind(), Sha256.of(stage.name()));
    ArtifactDraft draft = store.draft(key);
    draft.put("metrics.json", "{}".getBytes(UTF_8));
    draft.publish(new Provenance(Map.of(), "{}", seed, "0", Duration.ZERO));
    store.find(key);
    return key;
  }

  private static void compare(Map<String, ArtifactKey> artifacts, Path home) throws IOException {
    try (Services services = Services.open(home)) {
      String experiment = services.tracking().experiment("classes");
      RunRequest request = new RunRequest(experiment, "classes", Optional.empty(), Map.of());
      try (TrackedRun run = services.tracking().start(request)) {
        BegunRun begun =
            new BegunRun("classes", "default", "2026-01-31", run.id(), Optional.empty());
        CompareTask.write(List.of(new TaskArguments.Progressed(begun, artifacts)), services);
        run.finish(RunStatus.FINISHED);
      }
    }
  }
}
