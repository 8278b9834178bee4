package org.wavetrain.training.setup;

import java.util.ArrayList;
import java.util.List;
import org.wavetrain.audio.DecodedAudio;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.ParameterProblem;
import org.wavetrain.definition.Parameters;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.training.batch.BatchSettings;
import org.wavetrain.training.loop.TrainerSettings;
import org.wavetrain.training.optimizer.AdamSettings;
import org.wavetrain.wav2vec2.configuration.Dropouts;
import org.wavetrain.wav2vec2.kernels.Precision;

/** The parameters that every training stage has, and what they say. */
public final class TrainingParameters {
  private static final long MOST = 1_000_000_000;
  private static final String BATCH_SIZE = "batch_size";
  private static final String BATCH_SECONDS = "batch_seconds";

  private TrainingParameters() {}

  /** The declarations, with the defaults of one stage. */
  public static List<Parameter> declare(TrainingDefaults defaults) {
    List<Parameter> parameters = new ArrayList<>();
    parameters.addAll(TrainingBudget.declare(defaults));
    parameters.addAll(batches(defaults));
    parameters.addAll(selection());
    parameters.addAll(ScheduleParameters.declare(defaults));
    parameters.addAll(optimizer());
    parameters.addAll(dropouts());
    parameters.add(DeviceParameter.declare());
    return List.copyOf(parameters);
  }

  private static List<Parameter> batches(TrainingDefaults defaults) {
    return List.of(
        Parameter.integer(
            BATCH_SIZE,
            defaults.batchSize(),
            0,
            4096,
            "Most utterances in a batch; 0 for as many as batch_seconds allows."),
        Parameter.number(
            BATCH_SECONDS,
            0,
            0,
            100_000,
            "Most seconds of audio in a batch, padding included; 0 for no limit. An utterance that"
                + " is longer makes a batch of its own."),
        Parameter.flag(
            "group_by_length",
            true,
            "Whether utterances of about equal length meet in a batch, so that little is padding;"
                + " accumulation mixes lengths within an update."),
        Parameter.integer(
            "accumulation",
            defaults.accumulation(),
            1,
            4096,
            "Batches whose gradients are averaged for one update."),
        Parameter.number(
            "maximum_seconds",
            defaults.maximumSeconds(),
            0.1,
            3600,
            "The longest an utterance may be."),
        Parameter.number(
            "reject_limit",
            0.05,
            0,
            1,
            "Largest share of utterances that may be unfit, before the stage fails."));
  }

  private static List<Parameter> selection() {
    return List.of(
        Parameter.integer(
            "evaluation_utterances",
            128,
            1,
            MOST,
            "Most utterances of the validation set that an evaluation looks at."),
        Parameter.integer(
            "checkpoints_kept", 2, 1, 1000, "How many of the latest checkpoints are kept."),
        Parameter.integer(
            "patience",
            0,
            0,
            MOST,
            "Evaluations without a better one after which training ends early; 0 for never."),
        Parameter.choice(
            "precision",
            Precision.FP32.word(),
            Precision.words(),
            "What matrix products and convolutions multiply: single precision, or bfloat16 on"
                + " processors with AVX512-BF16 or AMX; tf32 is refused so far."),
        Parameter.choice(
            "keep",
            "best",
            List.of("best", "last"),
            "Whether the model is that of the best evaluation or of the last update."));
  }

  private static List<Parameter> optimizer() {
    return List.of(
        Parameter.choice(
            "optimizer",
            "adamw",
            List.of("adamw", "adam"),
            "Whether weight decay acts on the weights (adamw) or on the gradient (adam)."),
        Parameter.number("adam_beta1", 0.9, 0, 0.9999, "Decay of the mean gradient."),
        Parameter.number("adam_beta2", 0.98, 0, 0.999999, "Decay of the mean squared gradient."),
        Parameter.number("adam_epsilon", 1e-6, 1e-12, 1, "Added to the root of the latter."),
        Parameter.number("weight_decay", 0.01, 0, 10, "How strongly weights are pulled to zero."),
        Parameter.number(
            "clip_norm",
            1,
            0,
            1e9,
            "Longest gradient; a longer one is shortened; 0 for no limit."));
  }

  private static List<Parameter> dropouts() {
    return List.of(
        dropout("dropout", 0.1, "after attention, feed-forward and positional convolution"),
        dropout("activation_dropout", 0, "inside the feed-forward part"),
        dropout("attention_dropout", 0.1, "of attention weights"),
        dropout("feature_dropout", 0, "of projected features"),
        dropout("quantizer_dropout", 0, "of the features that are quantized"),
        dropout("final_dropout", 0, "before the head"),
        dropout("layerdrop", 0, "of whole transformer layers"));
  }

  private static Parameter dropout(String name, double fallback, String where) {
    return Parameter.number(name, fallback, 0, 0.95, "Probability of dropping " + where + ".");
  }

  /** What contradicts itself in the parameters that every training stage has. */
  static List<ParameterProblem> contradictions(Parameters parameters, TrainingDefaults defaults) {
    List<ParameterProblem> problems = new ArrayList<>();
    problems.addAll(TrainingBudget.contradictions(parameters, defaults));
    problems.addAll(ScheduleParameters.contradictions(parameters, defaults));
    ParameterProblem.of(() -> requireBatchLimit(parameters), BATCH_SIZE, BATCH_SECONDS)
        .ifPresent(problems::add);
    return problems;
  }

  /** What products multiply. */
  public static Precision precision(Parameters parameters) {
    return Precision.of(parameters.text("precision"));
  }

  /**
   * How to train.
   *
   * @param defaults those that {@link #declare} got
   * @param batchesInEpoch batches that hold every utterance of the training set once
   * @throws UserFailure {@code TRAINING_PARAMETERS_CONTRADICT} when the same thing is said twice
   */
  public static TrainerSettings trainer(
      Parameters parameters, TrainingDefaults defaults, int batchesInEpoch, long seed) {
    TrainingBudget budget = TrainingBudget.read(parameters, defaults, batchesInEpoch);
    return new TrainerSettings(
        budget.steps(),
        (int) parameters.integer("accumulation"),
        new AdamSettings(
            parameters.number("adam_beta1"),
            parameters.number("adam_beta2"),
            parameters.number("adam_epsilon"),
            parameters.number("weight_decay"),
            parameters.text("optimizer").equals("adamw")),
        ScheduleParameters.read(parameters, defaults, budget.steps()),
        parameters.number("clip_norm"),
        budget.evaluateEvery(),
        budget.checkpointEvery(),
        (int) parameters.integer("checkpoints_kept"),
        (int) parameters.integer("patience"),
        parameters.text("keep").equals("best"),
        seed);
  }

  /**
   * How utterances are put together.
   *
   * @param crop whether longer ones are cut to {@code maximum_seconds}
   * @throws UserFailure {@code TRAINING_PARAMETERS_CONTRADICT} when batches have no limit
   */
  public static BatchSettings batches(Parameters parameters, boolean crop, boolean normalise) {
    requireBatchLimit(parameters);
    return new BatchSettings(
        (int) parameters.integer(BATCH_SIZE),
        Math.round(parameters.number(BATCH_SECONDS) * DecodedAudio.SAMPLE_RATE_HZ),
        crop ? maximumSamples(parameters) : 0,
        parameters.flag("group_by_length"),
        normalise);
  }

  private static void requireBatchLimit(Parameters parameters) {
    if (parameters.integer(BATCH_SIZE) == 0 && parameters.number(BATCH_SECONDS) == 0) {
      throw Contradictions.failure(
          "batch_size and batch_seconds are both 0, so that a batch has no limit.",
          "Give one of them, for example batch_seconds 100.");
    }
  }

  /** The longest an utterance may be, in samples. */
  public static int maximumSamples(Parameters parameters) {
    return (int) Math.round(parameters.number("maximum_seconds") * DecodedAudio.SAMPLE_RATE_HZ);
  }

  public static Dropouts dropouts(Parameters parameters) {
    return new Dropouts(
        parameters.number("dropout"),
        parameters.number("activation_dropout"),
        parameters.number("attention_dropout"),
        parameters.number("feature_dropout"),
        parameters.number("quantizer_dropout"),
        parameters.number("final_dropout"),
        parameters.number("layerdrop"));
  }
}
