package org.wavetrain.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.cli.EvaluationInputs.Found;
import org.wavetrain.definition.ArtifactKeys;
import org.wavetrain.definition.InputPort;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.runner.DigestMemory;
import org.wavetrain.local.runner.RunSettings;
import org.wavetrain.local.runner.StageTask;
import org.wavetrain.promotion.Candidate;
import org.wavetrain.promotion.ModelTrials;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.promotion.PromotionError;
import org.wavetrain.recognition.OnnxTranscriber;
import org.wavetrain.stage.ExitCode;
import org.wavetrain.stage.Job;
import org.wavetrain.stage.JobSource;
import org.wavetrain.stage.Stage;
import org.wavetrain.tracking.ModelVersion;

/**
 * Tries models out on this machine: evaluates them with the stage of that kind, in a process of its
 * own, and runs exported ones.
 *
 * @param store holds the artifacts behind versions
 * @param inputs finds what evaluations were made of
 * @param settings how stages run here
 * @param kinds the kinds of stages there are
 * @param log where the process of a stage writes
 */
record VersionTrials(
    ArtifactStore store,
    EvaluationInputs inputs,
    RunSettings settings,
    StageKinds kinds,
    Redirect log)
    implements ModelTrials {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  private static final String EVALUATE = "evaluate";

  /**
   * The inputs that are of the version itself; all others are those of what it is compared with.
   */
  private static final List<String> OWN = List.of("transcriber", "classifier");

  private static final int SAMPLE_RATE_HZ = 16_000;
  private static final int TRIAL_SECONDS = 10;
  private static final int TRIALS = 4;
  private static final float NOISE = 0.1f;

  /**
   * Trials of the versions that these servers know.
   *
   * @param settings how stages run here
   * @param log where the process of a stage writes
   */
  static VersionTrials of(Services services, RunSettings settings, StageKinds kinds, Redirect log) {
    return new VersionTrials(
        services.store(),
        new EvaluationInputs(
            services.store(), services.tracking(), new DigestMemory(settings.home())),
        settings,
        kinds,
        log);
  }

  @Override
  public Optional<ArtifactKey> findEvaluation(ModelVersion version, Candidate like) {
    try {
      ArtifactKey key = job(version, like).key().orElseThrow();
      return store.findReadable(key).map(Manifest::key);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public ArtifactKey evaluate(ModelVersion version, Candidate like) {
    try {
      Job job = job(version, like);
      ArtifactKey key = job.key().orElseThrow();
      if (store.findReadable(key).isEmpty()) {
        run(job, version);
      }
      return key;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interruption);
    }
  }

  /** What makes the evaluation: the version's own models, and all else as for the other. */
  private Job job(ModelVersion version, Candidate like) throws IOException {
    Manifest own = evaluation(version.tags(), "version " + version.version());
    Manifest wanted = evaluation(like.tags(), "the version that is compared with it");
    Map<String, List<Sha256>> digests = new LinkedHashMap<>();
    Map<String, List<ArtifactKey>> artifacts = new LinkedHashMap<>();
    Map<String, List<JobSource>> sources = new LinkedHashMap<>();
    for (InputPort port : evaluateStage().inputs()) {
      Found found =
          OWN.contains(port.name())
              ? inputs.find(port.name(), own, version.tags(), version.runId().orElse(""))
              : inputs.find(port.name(), wanted, like.tags(), like.runId());
      digests.put(port.name(), found.digests());
      artifacts.put(port.name(), found.artifacts());
      sources.put(port.name(), found.sources());
    }
    artifacts.values().removeIf(List::isEmpty);
    sources.values().removeIf(List::isEmpty);
    Parameters parameters = JSON.readValue(wanted.parameters(), Parameters.class);
    return new Job(
        EVALUATE,
        EVALUATE,
        ArtifactKeys.keyOf(evaluateStage(), parameters, wanted.seed(), digests),
        parameters,
        wanted.seed(),
        artifacts,
        sources,
        version.model(),
        like.runId().isEmpty() ? Optional.empty() : Optional.of(like.runId()),
        "evaluate version " + version.version() + " again",
        false);
  }

  private Manifest evaluation(Map<String, String> tags, String whose) throws IOException {
    Optional<String> tag = Optional.ofNullable(tags.get(Promotion.EVALUATION_TAG));
    Optional<ArtifactKey> key = tag.flatMap(ArtifactKey::parseIfKey);
    if (tag.isPresent() && key.isEmpty()) {
      throw EvaluationInputs.unmeasurable(
          "of %s %s"
              .formatted(whose, EvaluationInputs.notKey(Promotion.EVALUATION_TAG, tag.get())));
    }
    Optional<Manifest> manifest = key.isEmpty() ? Optional.empty() : store.findReadable(key.get());
    return manifest.orElseThrow(
        () -> EvaluationInputs.unmeasurable("the evaluation of " + whose + " is gone"));
  }

  private void run(Job job, ModelVersion version) throws InterruptedException {
    int code =
        new StageTask(settings, kinds.stages())
            .run(job, StageTask.workFolder(settings.environment()), log);
    if (code == ExitCode.USER_FAILURE.code()) {
      throw EvaluationInputs.unmeasurable(
          "the evaluation of version %d fails".formatted(version.version()));
    }
    if (code != ExitCode.DONE.code()) {
      throw new UserFailure(
          PromotionError.TRIAL_INTERRUPTED,
          "The evaluation of version %d of %s was interrupted with exit code %d."
              .formatted(version.version(), version.model(), code),
          "Try again; what it printed tells why it ended.");
    }
  }

  private StageDescriptor evaluateStage() {
    return kinds.stages().stream()
        .map(Stage::descriptor)
        .filter(descriptor -> descriptor.kind().equals(EVALUATE))
        .findFirst()
        .orElseThrow();
  }

  /** The best of some trials on noise, which takes as long as speech; the first warms up. */
  @Override
  public double realTimeFactor(ArtifactKey export) {
    Path folder;
    try {
      folder = new ExportFolders(settings.home(), store).fetch(export);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    float[] samples = new float[TRIAL_SECONDS * SAMPLE_RATE_HZ];
    for (int sample = 0; sample < samples.length; sample++) {
      samples[sample] = NOISE * (float) random.nextGaussian();
    }
    long best = Long.MAX_VALUE;
    try (OnnxTranscriber transcriber = OnnxTranscriber.open(folder)) {
      for (int trial = 0; trial < TRIALS; trial++) {
        long started = System.nanoTime();
        transcriber.transcribe(samples);
        best = Math.min(best, System.nanoTime() - started);
      }
    }
    return best / 1e9 / TRIAL_SECONDS;
  }
}
