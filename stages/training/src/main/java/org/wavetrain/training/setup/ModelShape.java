package org.wavetrain.training.setup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.Parameters;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.configuration.ContextNetwork;
import org.wavetrain.wav2vec2.configuration.EarlyExits;
import org.wavetrain.wav2vec2.configuration.FeatureEncoder;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

/** The parameters that say how large a model is that starts from nothing. */
public final class ModelShape {
  /** The names of the parameters, those first that are seldom given. */
  static final List<String> NAMES =
      List.of("attention_heads", "hidden_size", "intermediate_size", "channels", "layers", "size");

  private static final String DEFAULT_SIZE = "nano";

  private ModelShape() {}

  /** The declarations. All but the size change one figure of it; 0 or nothing leaves it. */
  public static List<Parameter> declare() {
    return List.of(
        Parameter.choice(
            "size",
            DEFAULT_SIZE,
            List.of("nano", "small", "medium", "base", "large"),
            "Size of a model that does not start from another one."),
        Parameter.integer(
            "layers",
            0,
            0,
            1000,
            "Transformer layers; 0 for those of the size, or of the model to start from, of which"
                + " fewer are the first so many."),
        Parameter.integer("hidden_size", 0, 0, 65_536, "Width; 0 for that of the size."),
        Parameter.integer(
            "attention_heads", 0, 0, 1024, "Heads of each layer; 0 for those of the size."),
        Parameter.integer(
            "intermediate_size", 0, 0, 1 << 20, "Feed-forward width; 0 for that of the size."),
        Parameter.integers(
            "channels",
            List.of(),
            1,
            65_536,
            "Channels of the seven convolutions; none for those of the size."));
  }

  /**
   * The configuration of a new model.
   *
   * @throws UserFailure when the figures do not go together
   */
  public static Wav2Vec2Configuration read(Parameters parameters) {
    return shape(preset(parameters.text("size")), parameters);
  }

  /** Whether the parameters name a size; the default says nothing, as nobody may have set it. */
  static boolean namesSize(Parameters parameters) {
    return !parameters.text("size").equals(DEFAULT_SIZE);
  }

  /** The layers that a model has, whatever it starts from; empty when parameters do not say. */
  static OptionalInt layers(Parameters parameters) {
    long given = parameters.integer("layers");
    if (given > 0) {
      return OptionalInt.of((int) given);
    }
    return namesSize(parameters)
        ? OptionalInt.of(preset(parameters.text("size")).contextNetwork().layers())
        : OptionalInt.empty();
  }

  private static Wav2Vec2Configuration shape(Wav2Vec2Configuration size, Parameters parameters) {
    try {
      return new Wav2Vec2Configuration(
          featureEncoder(size.featureEncoder(), parameters.integers("channels")),
          contextNetwork(size.contextNetwork(), parameters),
          size.dropouts(),
          size.specAugment(),
          size.quantizer(),
          size.ctcHead(),
          size.classificationHead(),
          EarlyExits.NONE,
          size.others());
    } catch (UserFailure impossible) {
      throw Contradictions.failure(
          "No model has the size that the parameters ask for: " + impossible.getMessage(),
          "Change size, layers, hidden_size, attention_heads, intermediate_size or channels.");
    }
  }

  /**
   * The shape of the model that training starts from, with fewer layers if the parameters ask for
   * that. Parameters at their defaults say nothing, as nobody may have set them.
   *
   * @throws UserFailure {@code TRAINING_PARAMETERS_CONTRADICT} when others ask for another shape
   */
  static Wav2Vec2Configuration fit(Parameters parameters, Wav2Vec2Configuration start) {
    Wav2Vec2Configuration wanted =
        namesSize(parameters) ? read(parameters) : shape(start, parameters);
    int layers = wanted.contextNetwork().layers();
    Wav2Vec2Configuration fitted =
        layers < start.contextNetwork().layers() ? start.withFirstLayers(layers) : start;
    Map<String, Object> figures = figures(fitted);
    List<String> differences =
        figures(wanted).entrySet().stream()
            .filter(figure -> !figure.getValue().equals(figures.get(figure.getKey())))
            .map(
                figure ->
                    "%s %s, not %s"
                        .formatted(
                            figure.getKey(), figures.get(figure.getKey()), figure.getValue()))
            .toList();
    if (!differences.isEmpty()) {
      throw Contradictions.failure(
          "The model to start from has " + String.join("; ", differences) + ".",
          "Leave out the parameters that say how large the model is (layers may be fewer;"
              + " --set STAGE.size= takes back what a pipeline file says), or start from none.");
    }
    return fitted;
  }

  /** For example {@code hidden_size 192, layers 4}, and so on. */
  static String describe(Wav2Vec2Configuration configuration) {
    return figures(configuration).entrySet().stream()
        .map(figure -> figure.getKey() + " " + figure.getValue())
        .collect(Collectors.joining(", "));
  }

  /** What the parameters of these names would have to be. */
  private static Map<String, Object> figures(Wav2Vec2Configuration configuration) {
    ContextNetwork context = configuration.contextNetwork();
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("hidden_size", context.hiddenSize());
    figures.put("layers", context.layers());
    figures.put("attention_heads", context.attentionHeads());
    figures.put("intermediate_size", context.intermediateSize());
    figures.put("channels", configuration.featureEncoder().channels());
    return figures;
  }

  private static Wav2Vec2Configuration preset(String size) {
    return switch (size) {
      case "nano" -> Wav2Vec2Configuration.nano();
      case "small" -> Wav2Vec2Configuration.small();
      case "medium" -> Wav2Vec2Configuration.medium();
      case "base" -> Wav2Vec2Configuration.base();
      case "large" -> Wav2Vec2Configuration.large();
      default -> throw new IllegalArgumentException(size);
    };
  }

  private static FeatureEncoder featureEncoder(FeatureEncoder size, List<Long> channels) {
    if (channels.isEmpty()) {
      return size;
    }
    return new FeatureEncoder(
        channels.stream().map(Math::toIntExact).toList(),
        size.kernels(),
        size.strides(),
        size.bias(),
        size.normalisation());
  }

  private static ContextNetwork contextNetwork(ContextNetwork size, Parameters parameters) {
    return new ContextNetwork(
        given(parameters, "hidden_size", size.hiddenSize()),
        given(parameters, "layers", size.layers()),
        given(parameters, "attention_heads", size.attentionHeads()),
        given(parameters, "intermediate_size", size.intermediateSize()),
        size.positionalKernel(),
        size.positionalGroups(),
        size.preNorm(),
        size.layerNormEpsilon(),
        size.initialDeviation());
  }

  private static int given(Parameters parameters, String name, int fallback) {
    long value = parameters.integer(name);
    return value == 0 ? fallback : (int) value;
  }
}
