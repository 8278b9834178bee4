package org.wavetrain.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ArtifactWriter;
import org.wavetrain.artifacts.CheckpointStore;
import org.wavetrain.definition.Parameters;

/** The world of a stage that does a job. */
record JobContext(
    Job job,
    Map<String, List<ArtifactReader>> readers,
    ArtifactWriter output,
    CheckpointStore checkpoints,
    RunLog log,
    Progress progress,
    Path workDirectory,
    StopRequest stop,
    LifeSigns signs)
    implements StageContext {

  @Override
  public Parameters parameters() {
    return job.parameters();
  }

  @Override
  public long seed() {
    return job.seed();
  }

  @Override
  public ArtifactReader input(String port) {
    return optionalInput(port)
        .orElseThrow(() -> new IllegalStateException("nothing is behind the input " + port));
  }

  @Override
  public Optional<ArtifactReader> optionalInput(String port) {
    List<ArtifactReader> behind = inputs(port);
    if (behind.size() > 1) {
      throw new IllegalStateException(behind.size() + " artifacts are behind the input " + port);
    }
    return behind.stream().findFirst();
  }

  @Override
  public List<ArtifactReader> inputs(String port) {
    return readers.getOrDefault(port, List.of());
  }

  @Override
  public List<SourceFolder> sources(String port) {
    return job.sources().getOrDefault(port, List.of()).stream().map(JobSource::folder).toList();
  }

  @Override
  public boolean stopRequested() {
    signs.give();
    return stop.isMade();
  }
}
