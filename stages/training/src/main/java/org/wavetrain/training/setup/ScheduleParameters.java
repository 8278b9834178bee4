package org.wavetrain.training.setup;

import java.util.List;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.Parameters;
import org.wavetrain.training.schedule.ConstantSchedule;
import org.wavetrain.training.schedule.CosineSchedule;
import org.wavetrain.training.schedule.LearningRateSchedule;
import org.wavetrain.training.schedule.LinearSchedule;
import org.wavetrain.training.schedule.PolynomialSchedule;
import org.wavetrain.training.schedule.TriStageSchedule;

/** The parameters of the learning rate's course, and what they say. */
final class ScheduleParameters {
  private static final long MOST = 1_000_000_000;
  private static final String WARMUP_STEPS = "warmup_steps";
  private static final String WARMUP_RATIO = "warmup_ratio";

  private ScheduleParameters() {}

  static List<Parameter> declare(TrainingDefaults defaults) {
    return List.of(
        Parameter.number("learning_rate", defaults.learningRate(), 0, 10, "Peak learning rate."),
        Parameter.choice(
            "schedule",
            "linear",
            List.of("linear", "constant", "cosine", "polynomial", "tri_stage"),
            "How the learning rate falls after the warm-up."),
        Parameter.integer(
            WARMUP_STEPS,
            defaults.warmupSteps(),
            0,
            MOST,
            "Updates in which the learning rate rises to its peak."),
        Parameter.number(
            WARMUP_RATIO, 0, 0, 1, "The same as a share of all updates; 0 for warmup_steps."),
        Parameter.number(
            "final_learning_rate",
            0,
            0,
            10,
            "Learning rate at the end of a cosine or polynomial schedule."),
        Parameter.number("schedule_power", 1, 0.1, 10, "Power of a polynomial schedule."),
        Parameter.number(
            "hold_ratio",
            0.4,
            0,
            1,
            "Share of all updates for which a tri_stage schedule stays at its peak; it falls in the"
                + " rest."),
        Parameter.number(
            "initial_scale", 0.01, 0, 1, "Where a tri_stage schedule begins, as part of its peak."),
        Parameter.number(
            "final_scale", 0.05, 1e-6, 1, "Where a tri_stage schedule ends, as part of its peak."));
  }

  /**
   * @param steps updates in all
   */
  static LearningRateSchedule read(Parameters parameters, TrainingDefaults defaults, long steps) {
    double peak = parameters.number("learning_rate");
    double floor = parameters.number("final_learning_rate");
    long warmup = warmup(parameters, defaults, steps);
    return switch (parameters.text("schedule")) {
      case "linear" -> new LinearSchedule(peak, warmup, steps);
      case "constant" -> new ConstantSchedule(peak, warmup);
      case "cosine" -> new CosineSchedule(peak, floor, warmup, steps);
      case "polynomial" ->
          new PolynomialSchedule(peak, floor, parameters.number("schedule_power"), warmup, steps);
      case "tri_stage" -> triStage(parameters, peak, warmup, steps);
      default -> throw new IllegalArgumentException(parameters.text("schedule"));
    };
  }

  private static long warmup(Parameters parameters, TrainingDefaults defaults, long steps) {
    double ratio = parameters.number(WARMUP_RATIO);
    long given = parameters.integer(WARMUP_STEPS);
    Contradictions.requireOne(WARMUP_STEPS, given, defaults.warmupSteps(), WARMUP_RATIO, ratio);
    return ratio > 0 ? Math.round(ratio * steps) : given;
  }

  /** fairseq's phase_ratio [0.1, 0.4, 0.5] is a warmup_ratio of 0.1 and a hold_ratio of 0.4. */
  private static LearningRateSchedule triStage(
      Parameters parameters, double peak, long warmup, long steps) {
    long hold = Math.round(steps * parameters.number("hold_ratio"));
    return new TriStageSchedule(
        peak,
        warmup,
        hold,
        Math.max(1, steps - warmup - hold),
        parameters.number("initial_scale"),
        parameters.number("final_scale"));
  }
}
