package org.wavetrain.training.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.StageContext;
import org.wavetrain.training.loop.TrainingError;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.FeatureExtractor;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.model.LoadReport;
import org.wavetrain.wav2vec2.model.SpeechNetwork;
import org.wavetrain.wav2vec2.text.Vocabulary;

/**
 * The model that a training starts from: the artifact behind the input {@code start}, or nothing
 * but a shape.
 *
 * @param configuration shape and, with an artifact, the settings it was trained with
 * @param featureExtractor how it wants its input
 * @param artifact the trained model, when there is one
 */
public record StartModel(
    Wav2Vec2Configuration configuration,
    FeatureExtractor featureExtractor,
    Optional<ModelFolder> artifact) {
  /** The name of the input. */
  public static final String PORT = "start";

  private static final String TRUNK = "wav2vec2.";

  /**
   * Reads the input, or the shape from the parameters when there is none.
   *
   * @throws UserFailure {@code TRAINING_PARAMETERS_CONTRADICT} when the parameters ask for another
   *     shape than the input has
   */
  public static StartModel read(StageContext context) throws IOException {
    if (context.optionalInput(PORT).isEmpty()) {
      return new StartModel(
          ModelShape.read(context.parameters()),
          FeatureExtractor.normalising(true),
          Optional.empty());
    }
    Path directory = context.workDirectory().resolve(PORT);
    Files.createDirectories(directory);
    context.optionalInput(PORT).orElseThrow().download("", directory);
    ModelFolder folder = ModelFolder.read(directory);
    ModelShape.requireAgreement(context.parameters(), folder.configuration());
    String shape = ModelShape.describe(folder.configuration());
    context.log().tag("wavetrain.start.shape", shape);
    context.progress().message("starts from a model whose shape it keeps: " + shape);
    return new StartModel(folder.configuration(), folder.featureExtractor(), Optional.of(folder));
  }

  /** The vocabulary of a model that transcribes. */
  public Optional<Vocabulary> vocabulary() {
    return artifact.flatMap(ModelFolder::vocabulary);
  }

  /** The tensors of its heads, by name; none without an artifact. */
  public Map<String, Tensor> heads() {
    return tensors(name -> !name.startsWith(TRUNK));
  }

  /**
   * Draws all parameters anew, then takes those of the trunk that the model has.
   *
   * @throws UserFailure {@code TRAINING_START_INCOMPLETE} when its trunk is not complete
   */
  public void initialiseTrunk(SpeechNetwork network, long seed) {
    initialise(network, seed, name -> name.startsWith(TRUNK));
  }

  /**
   * Draws all parameters anew, then takes those that the model has, which is for the same task.
   *
   * @throws UserFailure {@code TRAINING_START_INCOMPLETE} when it lacks any
   */
  public void initialise(SpeechNetwork network, long seed) {
    initialise(network, seed, name -> true);
  }

  private void initialise(SpeechNetwork network, long seed, Predicate<String> wanted) {
    network.initialise(seed);
    if (artifact.isEmpty()) {
      return;
    }
    LoadReport report = network.load(tensors(wanted));
    List<String> missing = report.missing().stream().filter(wanted).toList();
    if (!missing.isEmpty()) {
      throw new UserFailure(
          TrainingError.TRAINING_START_INCOMPLETE,
          "The model to start from lacks " + String.join(", ", missing) + ".",
          "Start from a complete model of the same architecture, or from none.");
    }
  }

  private Map<String, Tensor> tensors(Predicate<String> wanted) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    artifact.ifPresent(
        folder ->
            folder
                .tensors()
                .forEach(
                    (name, tensor) -> {
                      if (wanted.test(name)) {
                        tensors.put(name, tensor);
                      }
                    }));
    return tensors;
  }
}
