package org.wavetrain.training.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Reads the input, or the shape from the parameters when there is none. */
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
    return new StartModel(folder.configuration(), folder.featureExtractor(), Optional.of(folder));
  }

  /** The vocabulary of a model that transcribes. */
  public Optional<Vocabulary> vocabulary() {
    return artifact.flatMap(ModelFolder::vocabulary);
  }

  /**
   * Draws all parameters anew, then takes those that the model has: the trunk's, and the heads'
   * when they fit the task.
   *
   * @param withHeads whether the heads are for the same task
   * @throws UserFailure when the trunk is not complete
   */
  public void initialise(SpeechNetwork network, long seed, boolean withHeads) {
    network.initialise(seed);
    if (artifact.isEmpty()) {
      return;
    }
    Map<String, Tensor> taken = new LinkedHashMap<>();
    artifact
        .get()
        .tensors()
        .forEach(
            (name, tensor) -> {
              if (withHeads || name.startsWith(TRUNK)) {
                taken.put(name, tensor);
              }
            });
    LoadReport report = network.load(taken);
    List<String> missing =
        report.missing().stream().filter(name -> withHeads || name.startsWith(TRUNK)).toList();
    if (!missing.isEmpty()) {
      throw new UserFailure(
          TrainingError.TRAINING_START_INCOMPLETE,
          "The model to start from lacks " + String.join(", ", missing) + ".",
          "Start from a complete model of the same architecture, or from none.");
    }
  }
}
