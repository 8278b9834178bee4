package org.wavetrain.training.setup;

import java.util.ArrayList;
import java.util.List;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.Parameters;
import org.wavetrain.training.batch.BatchSettings;
import org.wavetrain.training.loop.TrainerSettings;
import org.wavetrain.training.optimizer.AdamSettings;
import org.wavetrain.training.schedule.ConstantSchedule;
import org.wavetrain.training.schedule.CosineSchedule;
import org.wavetrain.training.schedule.LearningRateSchedule;
import org.wavetrain.training.schedule.LinearSchedule;
import org.wavetrain.training.schedule.PolynomialSchedule;
import org.wavetrain.training.schedule.TriStageSchedule;
import org.wavetrain.wav2vec2.configuration.Dropouts;

/** The parameters that every training stage has, and what they say. */
public final class TrainingParameters {
  private static final int SAMPLE_RATE_HZ = 16_000;
  private static final long MOST = 1_000_000_000;

  /** Of fairseq's fine-tuning recipes: held to half of the run, then down to 5 % of the peak. */
  private static final double TRI_STAGE_HELD_UNTIL = 0.5;

  private static final double TRI_STAGE_INITIAL_SCALE = 0.01;
  private static final double TRI_STAGE_FINAL_SCALE = 0.05;

  private TrainingParameters() {}

  /** The declarations, with the defaults of one stage. */
  public static List<Parameter> declare(TrainingDefaults defaults) {
    List<Parameter> parameters = new ArrayList<>();
    parameters.addAll(budget(defaults));
    parameters.addAll(optimizer(defaults));
    parameters.addAll(dropouts());
    return List.copyOf(parameters);
  }

  private static List<Parameter> budget(TrainingDefaults defaults) {
    return List.of(
        Parameter.integer("steps", defaults.steps(), 1, MOST, "Updates of the parameters."),
        Parameter.integer("batch_size", defaults.batchSize(), 1, 4096, "Utterances in a batch."),
        Parameter.number(
            "batch_seconds",
            0,
            0,
            100_000,
            "Most seconds of audio in a batch, padding included; 0 for no limit."),
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
            "Largest share of utterances that may be unfit, before the stage fails."),
        Parameter.integer(
            "evaluate_every", 200, 1, MOST, "Updates between evaluations on the validation set."),
        Parameter.integer(
            "evaluation_utterances",
            128,
            1,
            MOST,
            "Most utterances of the validation set that an evaluation looks at."),
        Parameter.integer("checkpoint_every", 200, 1, MOST, "Updates between checkpoints."),
        Parameter.integer(
            "patience",
            0,
            0,
            MOST,
            "Evaluations without a better one after which training ends early; 0 for never."),
        Parameter.choice(
            "keep",
            "best",
            List.of("best", "last"),
            "Whether the model is that of the best evaluation or of the last update."));
  }

  private static List<Parameter> optimizer(TrainingDefaults defaults) {
    return List.of(
        Parameter.number("learning_rate", defaults.learningRate(), 0, 10, "Peak learning rate."),
        Parameter.choice(
            "schedule",
            "linear",
            List.of("linear", "constant", "cosine", "polynomial", "tri_stage"),
            "How the learning rate falls after the warm-up."),
        Parameter.integer(
            "warmup_steps",
            defaults.warmupSteps(),
            0,
            MOST,
            "Updates in which the learning rate rises to its peak."),
        Parameter.number(
            "final_learning_rate",
            0,
            0,
            10,
            "Learning rate at the end of a cosine or polynomial schedule."),
        Parameter.number("schedule_power", 1, 0.1, 10, "Power of a polynomial schedule."),
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

  /** How to train. */
  public static TrainerSettings trainer(Parameters parameters, long seed) {
    return new TrainerSettings(
        parameters.integer("steps"),
        (int) parameters.integer("accumulation"),
        new AdamSettings(
            parameters.number("adam_beta1"),
            parameters.number("adam_beta2"),
            parameters.number("adam_epsilon"),
            parameters.number("weight_decay"),
            parameters.text("optimizer").equals("adamw")),
        schedule(parameters),
        parameters.number("clip_norm"),
        parameters.integer("evaluate_every"),
        parameters.integer("checkpoint_every"),
        (int) parameters.integer("patience"),
        parameters.text("keep").equals("best"),
        seed);
  }

  private static LearningRateSchedule schedule(Parameters parameters) {
    double peak = parameters.number("learning_rate");
    double floor = parameters.number("final_learning_rate");
    long warmup = parameters.integer("warmup_steps");
    long steps = parameters.integer("steps");
    return switch (parameters.text("schedule")) {
      case "linear" -> new LinearSchedule(peak, warmup, steps);
      case "constant" -> new ConstantSchedule(peak, warmup);
      case "cosine" -> new CosineSchedule(peak, floor, warmup, steps);
      case "polynomial" ->
          new PolynomialSchedule(peak, floor, parameters.number("schedule_power"), warmup, steps);
      case "tri_stage" -> triStage(peak, warmup, steps);
      default -> throw new IllegalArgumentException(parameters.text("schedule"));
    };
  }

  private static LearningRateSchedule triStage(double peak, long warmup, long steps) {
    long decayFrom = Math.max(warmup, Math.round(steps * TRI_STAGE_HELD_UNTIL));
    return new TriStageSchedule(
        peak,
        warmup,
        decayFrom - warmup,
        Math.max(1, steps - decayFrom),
        TRI_STAGE_INITIAL_SCALE,
        TRI_STAGE_FINAL_SCALE);
  }

  /**
   * How utterances are put together.
   *
   * @param crop whether longer ones are cut to {@code maximum_seconds}
   */
  public static BatchSettings batches(Parameters parameters, boolean crop, boolean normalise) {
    return new BatchSettings(
        (int) parameters.integer("batch_size"),
        Math.round(parameters.number("batch_seconds") * SAMPLE_RATE_HZ),
        crop ? maximumSamples(parameters) : 0,
        parameters.flag("group_by_length"),
        normalise);
  }

  /** The longest an utterance may be, in samples. */
  public static int maximumSamples(Parameters parameters) {
    return (int) Math.round(parameters.number("maximum_seconds") * SAMPLE_RATE_HZ);
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
