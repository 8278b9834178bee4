package org.wavetrain.training.setup;

import java.time.Duration;
import java.util.List;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.Parameters;
import org.wavetrain.wav2vec2.configuration.ContextNetwork;
import org.wavetrain.wav2vec2.configuration.FeatureEncoder;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

/** The parameters that say how large a model is that starts from nothing. */
public final class ModelShape {
  private ModelShape() {}

  /** The declarations. All but the size change one figure of it; 0 or nothing leaves it. */
  public static List<Parameter> declare() {
    return List.of(
        Parameter.choice(
            "size",
            "nano",
            List.of("nano", "small", "medium", "base", "large"),
            "Size of a model that does not start from another one."),
        Parameter.integer("layers", 0, 0, 1000, "Transformer layers; 0 for those of the size."),
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
   * @throws org.wavetrain.failure.UserFailure when the figures do not go together
   */
  public static Wav2Vec2Configuration read(Parameters parameters) {
    Wav2Vec2Configuration size = preset(parameters.text("size"));
    return new Wav2Vec2Configuration(
        featureEncoder(size.featureEncoder(), parameters.integers("channels")),
        contextNetwork(size.contextNetwork(), parameters),
        size.dropouts(),
        size.specAugment(),
        size.quantizer(),
        size.ctcHead(),
        size.classificationHead(),
        size.earlyExits(),
        size.others());
  }

  /**
   * How long training takes on two cores, from the seconds that a batch of eight utterances of
   * three seconds takes a model of the size; the published ones scale with their arithmetic.
   */
  public static Duration roughTrainingTime(Parameters parameters) {
    double secondsPerBatch =
        switch (parameters.text("size")) {
          case "small" -> 5;
          case "medium" -> 8;
          case "base" -> 11;
          case "large" -> 35;
          default -> 0.25;
        };
    double batches = (double) parameters.integer("steps") * parameters.integer("accumulation");
    double seconds = batches * secondsPerBatch * parameters.integer("batch_size") / 8;
    return Duration.ofSeconds(Math.round(seconds));
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
