package org.wavetrain.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ArtifactWriter;
import org.wavetrain.artifacts.CheckpointStore;
import org.wavetrain.definition.Parameters;
import org.wavetrain.stage.Progress;
import org.wavetrain.stage.RunLog;
import org.wavetrain.stage.SourceFolder;
import org.wavetrain.stage.StageContext;

/** Runs the export stage on local folders. */
final class ExportRun implements StageContext, RunLog, Progress {
  final Map<String, Double> metrics = new TreeMap<>();
  final FolderArtifact output;
  private final Map<String, FolderArtifact> inputs;
  private final Path workDirectory;

  ExportRun(Path directory, Map<String, FolderArtifact> inputs) throws IOException {
    this.inputs = inputs;
    this.output = new FolderArtifact("export", Files.createDirectory(directory.resolve("output")));
    this.workDirectory = Files.createDirectory(directory.resolve("work"));
  }

  @Override
  public Parameters parameters() {
    return new Parameters(Map.of("parity_utterances", 2L));
  }

  @Override
  public long seed() {
    return 7;
  }

  @Override
  public ArtifactReader input(String port) {
    return inputs.get(port);
  }

  @Override
  public Optional<ArtifactReader> optionalInput(String port) {
    return Optional.ofNullable(inputs.get(port));
  }

  @Override
  public List<ArtifactReader> inputs(String port) {
    return optionalInput(port).stream().toList();
  }

  @Override
  public List<SourceFolder> sources(String port) {
    return List.of();
  }

  @Override
  public ArtifactWriter output() {
    return output;
  }

  @Override
  public CheckpointStore checkpoints() {
    throw new UnsupportedOperationException("an export is not interrupted");
  }

  @Override
  public RunLog log() {
    return this;
  }

  @Override
  public Progress progress() {
    return this;
  }

  @Override
  public Path workDirectory() {
    return workDirectory;
  }

  @Override
  public boolean stopRequested() {
    return false;
  }

  @Override
  public void metric(String name, double value, long step) {
    metrics.put(name, value);
  }

  @Override
  public void parameters(Map<String, String> parameters) {}

  @Override
  public void tag(String name, String value) {}

  @Override
  public void update(long done, long total, String unit, Map<String, Double> figures) {}

  @Override
  public void message(String line) {}
}
