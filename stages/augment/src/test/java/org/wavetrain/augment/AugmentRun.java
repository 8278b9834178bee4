package org.wavetrain.augment;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ArtifactWriter;
import org.wavetrain.artifacts.CheckpointStore;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.Parameters;
import org.wavetrain.stage.Progress;
import org.wavetrain.stage.RunLog;
import org.wavetrain.stage.SourceFolder;
import org.wavetrain.stage.StageContext;

/** The world of one run of augment: a corpus in memory, other parameters than the defaults. */
final class AugmentRun implements StageContext, RunLog, Progress {
  final CorpusInMemory output = new CorpusInMemory();
  final Map<String, Double> metrics = new HashMap<>();
  private final CorpusInMemory corpus;
  private final Path directory;
  private final long seed;
  private final Parameters parameters;
  private boolean stop;

  AugmentRun(CorpusInMemory corpus, Path directory, long seed, Map<String, Object> parameters) {
    this.corpus = corpus;
    this.directory = directory;
    this.seed = seed;
    Map<String, Object> values = new HashMap<>();
    for (Parameter parameter : new AugmentStage().descriptor().parameters()) {
      values.put(parameter.name(), parameter.fallback().orElseThrow());
    }
    values.putAll(parameters);
    this.parameters = new Parameters(values);
  }

  void requestStop() {
    stop = true;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public ArtifactReader input(String port) {
    return corpus;
  }

  @Override
  public Optional<ArtifactReader> optionalInput(String port) {
    return Optional.of(corpus);
  }

  @Override
  public List<ArtifactReader> inputs(String port) {
    return List.of(corpus);
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
    throw new UnsupportedOperationException("augment starts anew");
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
    return directory;
  }

  @Override
  public boolean stopRequested() {
    return stop;
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
