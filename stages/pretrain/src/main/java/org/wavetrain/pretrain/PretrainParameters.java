package org.wavetrain.pretrain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.ParameterProblem;
import org.wavetrain.definition.Parameters;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.training.setup.Contradictions;
import org.wavetrain.training.setup.ForeseenStart;
import org.wavetrain.training.setup.ModelShape;
import org.wavetrain.training.setup.TrainingDefaults;
import org.wavetrain.training.setup.TrainingParameters;
import org.wavetrain.wav2vec2.configuration.FeatureEncoder;
import org.wavetrain.wav2vec2.configuration.Quantizer;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.layer.PretrainingObjective;

/** The parameters of pre-training. */
final class PretrainParameters {
  /** Both fairseq and Hugging Face mask at least two spans in an utterance. */
  private static final int FEWEST_SPANS = 2;

  private static final String HUGGING_FACE = "huggingface";
  private static final String FAIRSEQ = "fairseq";

  private static final Parameter FEATURE_PENALTY_WEIGHT =
      Parameter.number(
          "feature_penalty_weight",
          PretrainingObjective.Fairseq.BASE_FEATURE_PENALTY_WEIGHT,
          0,
          1000,
          "Weight of the mean squared feature in fairseq's loss; Hugging Face's has none.");

  static final TrainingDefaults DEFAULTS = new TrainingDefaults(600, 1e-3, 100, 15.6, 8, 1);

  private static final String OBJECTIVE = "objective";
  private static final String MASK_LENGTH = "mask_length";

  private PretrainParameters() {}

  static List<Parameter> declare() {
    List<Parameter> parameters = new ArrayList<>();
    parameters.addAll(ModelShape.declare());
    parameters.addAll(TrainingParameters.declare(DEFAULTS));
    parameters.add(
        Parameter.choice(
            OBJECTIVE,
            HUGGING_FACE,
            List.of(HUGGING_FACE, FAIRSEQ),
            "Whose formulas of masks and losses; docs/pretraining.md has the differences."));
    parameters.add(
        Parameter.number(
            "mask_probability", 0.65, 0.01, 1, "Share of frames to mask, overlaps counted twice."));
    parameters.add(Parameter.integer(MASK_LENGTH, 10, 1, 1000, "Frames in a masked span."));
    parameters.add(
        Parameter.integer("negatives", 100, 1, 10_000, "Distractors for each masked frame."));
    parameters.add(
        Parameter.number(
            "temperature", 2, 0.01, 100, "Temperature of the Gumbel softmax at the beginning."));
    parameters.add(
        Parameter.number(
            "temperature_decay",
            0.998,
            0.5,
            1,
            "Factor on it at each update; 0.999995 in the published run of 400,000 updates."));
    parameters.add(Parameter.number("temperature_floor", 0.5, 0.01, 100, "Lowest temperature."));
    parameters.add(
        Parameter.number("diversity_weight", 0.1, 0, 100, "Weight of the diversity loss."));
    parameters.add(FEATURE_PENALTY_WEIGHT);
    parameters.add(
        Parameter.number(
            "feature_gradient_scale",
            0.1,
            0,
            1,
            "Factor on the gradient of the convolutional layers; 0 for them to keep their"
                + " weights."));
    return List.copyOf(parameters);
  }

  /** What contradicts itself in the objective and the masks. */
  static List<ParameterProblem> contradictions(Parameters parameters, ForeseenStart start) {
    Optional<ParameterProblem> tooShort =
        start
            .shape(parameters)
            .flatMap(
                shape ->
                    ParameterProblem.of(
                        () -> shortest(parameters, shape.featureEncoder()),
                        MASK_LENGTH,
                        "maximum_seconds"));
    return Stream.of(
            ParameterProblem.of(
                () -> objective(parameters), FEATURE_PENALTY_WEIGHT.name(), OBJECTIVE),
            tooShort)
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Whose formulas.
   *
   * @throws UserFailure {@code TRAINING_PARAMETERS_CONTRADICT} when one is weighed that they lack
   */
  static PretrainingObjective objective(Parameters parameters) {
    if (parameters.text(OBJECTIVE).equals(FAIRSEQ)) {
      return new PretrainingObjective.Fairseq(parameters.number(FEATURE_PENALTY_WEIGHT.name()));
    }
    Contradictions.requireDefault(
        parameters, FEATURE_PENALTY_WEIGHT, OBJECTIVE + " " + parameters.text(OBJECTIVE));
    return new PretrainingObjective.HuggingFace();
  }

  /**
   * Samples that give frames for two masked spans without overlap, and one that is not masked.
   *
   * @throws UserFailure {@code TRAINING_PARAMETERS_CONTRADICT} when recordings are cut to fewer
   */
  static int shortest(Parameters parameters, FeatureEncoder encoder) {
    long maskLength = parameters.integer(MASK_LENGTH);
    long frames = FEWEST_SPANS * maskLength + 1;
    long samples = encoder.receptiveField() + (frames - 1) * encoder.stride();
    int most = TrainingParameters.maximumSamples(parameters);
    if (most < samples) {
      throw Contradictions.failure(
          "With mask_length %d a recording needs %d samples, but maximum_seconds %s cuts it to %d."
              .formatted(maskLength, samples, parameters.number("maximum_seconds"), most),
          "Raise maximum_seconds or lower mask_length.");
    }
    return Math.toIntExact(samples);
  }

  static TemperatureSchedule temperature(Parameters parameters) {
    return new TemperatureSchedule(
        parameters.number("temperature"),
        parameters.number("temperature_decay"),
        parameters.number("temperature_floor"));
  }

  static SpecAugment masking(Parameters parameters) {
    return new SpecAugment(
        true,
        parameters.number("mask_probability"),
        (int) parameters.integer(MASK_LENGTH),
        FEWEST_SPANS,
        0,
        1,
        0);
  }

  static Quantizer quantizer(Quantizer shape, Parameters parameters) {
    return new Quantizer(
        shape.groups(),
        shape.entriesPerGroup(),
        shape.codevectorSize(),
        shape.projectedSize(),
        (int) parameters.integer("negatives"),
        shape.logitTemperature(),
        parameters.number("diversity_weight"));
  }
}
