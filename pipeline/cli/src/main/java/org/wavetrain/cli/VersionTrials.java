package org.wavetrain.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.wavetrain.artifacts.StageTags;
import org.wavetrain.definition.ArtifactKeys;
import org.wavetrain.definition.InputPort;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.runner.RunSettings;
import org.wavetrain.local.runner.StageTask;
import org.wavetrain.promotion.Candidate;
import org.wavetrain.promotion.ModelTrials;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.promotion.PromotionError;
import org.wavetrain.recognition.OnnxTranscriber;
import org.wavetrain.stage.ExitCode;
import org.wavetrain.stage.Job;
import org.wavetrain.stage.Stage;
import org.wavetrain.tracking.ModelVersion;

/**
 * Tries models out on this machine: evaluates them with the stage of that kind, in a process of its
 * own, and runs exported ones.
 *
 * @param store holds the artifacts behind versions
 * @param settings how stages run here
 * @param kinds the kinds of stages there are
 * @param log where the process of a stage writes
 */
record VersionTrials(ArtifactStore store, RunSettings settings, StageKinds kinds, Redirect log)
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

  @Override
  public ArtifactKey evaluate(ModelVersion version, Candidate like) {
    try {
      return evaluateAgain(version, like);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interruption);
    }
  }

  private ArtifactKey evaluateAgain(ModelVersion version, Candidate like)
      throws IOException, InterruptedException {
    Manifest model = evaluation(version.tags(), "version " + version.version());
    Manifest wanted = evaluation(like.tags(), "the version that is compared with it");
    Map<String, List<ArtifactKey>> inputs = new LinkedHashMap<>();
    Map<String, List<Sha256>> digests = new LinkedHashMap<>();
    for (InputPort port : evaluateStage().inputs()) {
      boolean own = OWN.contains(port.name());
      Manifest given = own ? model : wanted;
      List<Sha256> content = given.inputs().getOrDefault(port.name(), List.of());
      if (!content.isEmpty()) {
        digests.put(port.name(), content);
        inputs.put(
            port.name(),
            artifacts(port.name(), content, own ? version.tags() : like.tags(), version));
      }
    }
    Parameters parameters = JSON.readValue(wanted.parameters(), Parameters.class);
    ArtifactKey key = ArtifactKeys.keyOf(evaluateStage(), parameters, wanted.seed(), digests);
    if (store.findReadable(key).isEmpty()) {
      run(job(key, parameters, wanted.seed(), inputs, version, like), version);
    }
    return key;
  }

  private Manifest evaluation(Map<String, String> tags, String whose) throws IOException {
    Optional<ArtifactKey> key =
        Optional.ofNullable(tags.get(Promotion.EVALUATION_TAG)).map(ArtifactKey::parse);
    Optional<Manifest> manifest = key.isEmpty() ? Optional.empty() : store.findReadable(key.get());
    return manifest.orElseThrow(() -> unmeasurable("the evaluation of " + whose + " is gone"));
  }

  /** The artifacts behind an input, by their content, among those that the tags name. */
  private List<ArtifactKey> artifacts(
      String input, List<Sha256> contents, Map<String, String> tags, ModelVersion version)
      throws IOException {
    Map<Sha256, ArtifactKey> known = new LinkedHashMap<>();
    for (ArtifactKey key : StageTags.read(tags).values()) {
      store.findReadable(key).ifPresent(found -> known.put(found.contentDigest(), key));
    }
    List<ArtifactKey> keys = new ArrayList<>();
    for (Sha256 content : contents) {
      keys.add(
          Optional.ofNullable(known.get(content))
              .orElseThrow(
                  () ->
                      unmeasurable(
                          "the %s for version %d is a folder of somebody's, or gone"
                              .formatted(input, version.version()))));
    }
    return keys;
  }

  private Job job(
      ArtifactKey key,
      Parameters parameters,
      long seed,
      Map<String, List<ArtifactKey>> inputs,
      ModelVersion version,
      Candidate like) {
    return new Job(
        EVALUATE,
        EVALUATE,
        key,
        parameters,
        seed,
        inputs,
        Map.of(),
        version.model(),
        like.runId().isEmpty() ? Optional.empty() : Optional.of(like.runId()),
        "evaluate version " + version.version() + " again",
        false);
  }

  private void run(Job job, ModelVersion version) throws InterruptedException {
    int code =
        new StageTask(settings, kinds.stages())
            .run(job, StageTask.workFolder(settings.environment()), log);
    if (code == ExitCode.USER_FAILURE.code()) {
      throw unmeasurable("the evaluation of version %d fails".formatted(version.version()));
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

  private static UserFailure unmeasurable(String why) {
    return new UserFailure(
        PromotionError.VERSION_NOT_MEASURABLE,
        "A version cannot be measured again: " + why + ".",
        "Run the pipeline that made it again, or put it in service by hand with `wavetrain promote MODEL VERSION --force --reason WHY`.");
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
