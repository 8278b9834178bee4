package org.wavetrain.training.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.wavetrain.definition.InputPort;
import org.wavetrain.definition.Parameter;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.SourceFolder;
import org.wavetrain.stage.StageContext;
import org.wavetrain.training.loop.TrainingError;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.FeatureExtractor;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.format.TensorNames;
import org.wavetrain.wav2vec2.model.LoadReport;
import org.wavetrain.wav2vec2.model.SpeechNetwork;
import org.wavetrain.wav2vec2.text.Vocabulary;

/**
 * The model that a training starts from: the artifact or the Hugging Face folder behind the input
 * {@code start}, or nothing but a shape.
 *
 * @param configuration shape and, with a model, the settings it was trained with
 * @param featureExtractor how it wants its input
 * @param artifact the trained model, when there is one; it may have more layers
 */
public record StartModel(
    Wav2Vec2Configuration configuration,
    FeatureExtractor featureExtractor,
    Optional<ModelFolder> artifact) {
  /** The name of the input. */
  public static final String PORT = "start";

  /** The name of the parameter that {@link #declareNewHead} declares. */
  public static final String NEW_HEAD = "new_head";

  private static final String TRUNK = TensorNames.TRUNK;

  /**
   * The declaration of the input.
   *
   * @param stages the kinds of stages whose models are of use
   */
  public static InputPort port(String... stages) {
    List<String> accepted = new ArrayList<>(List.of(stages));
    accepted.add(InputPort.SOURCE);
    return new InputPort(PORT, accepted, false, false);
  }

  /** The declaration of the parameter that asks for heads that know nothing. */
  public static Parameter declareNewHead() {
    return Parameter.flag(
        NEW_HEAD,
        false,
        "Whether the head begins at random although that of the model to start from knows some of"
            + " its symbols or classes.");
  }

  /**
   * Reads the input, or the shape from the parameters when there is none.
   *
   * @throws UserFailure {@code TRAINING_PARAMETERS_CONTRADICT} when the parameters ask for another
   *     shape than the input has, and what {@link ModelFolder#read} throws
   */
  public static StartModel read(StageContext context) throws IOException {
    Optional<Path> directory = directory(context);
    if (directory.isEmpty()) {
      return new StartModel(
          ModelShape.read(context.parameters()),
          FeatureExtractor.normalising(true),
          Optional.empty());
    }
    ModelFolder folder = ModelFolder.read(directory.get());
    Wav2Vec2Configuration configuration =
        ModelShape.fit(context.parameters(), folder.configuration());
    String shape = ModelShape.describe(configuration);
    context.log().tag("wavetrain.start.shape", shape);
    int layers = folder.configuration().contextNetwork().layers();
    context
        .progress()
        .message(
            configuration.contextNetwork().layers() < layers
                ? "starts from the first layers of a model of " + layers + ": " + shape
                : "starts from a model whose shape it keeps: " + shape);
    return new StartModel(configuration, folder.featureExtractor(), Optional.of(folder));
  }

  /** The user's own folder, or what another stage made. */
  private static Optional<Path> directory(StageContext context) throws IOException {
    List<SourceFolder> folders = context.sources(PORT);
    if (!folders.isEmpty()) {
      return Optional.of(folders.get(0).path());
    }
    if (context.optionalInput(PORT).isEmpty()) {
      return Optional.empty();
    }
    Path directory = context.workDirectory().resolve(PORT);
    Files.createDirectories(directory);
    context.optionalInput(PORT).orElseThrow().download("", directory);
    return Optional.of(directory);
  }

  /** The vocabulary of a model that transcribes. */
  public Optional<Vocabulary> vocabulary() {
    return artifact.flatMap(ModelFolder::vocabulary);
  }

  /** The tensors of its heads, by name; none without an artifact. */
  public Map<String, Tensor> heads() {
    return tensors(name -> !name.startsWith(TRUNK));
  }

  /** The layers of the model, of which training may take the first few. */
  public int layers() {
    return artifact.map(ModelFolder::configuration).orElse(configuration).contextNetwork().layers();
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
