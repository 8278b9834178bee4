package org.wavetrain.training.setup;

import java.util.ArrayList;
import java.util.List;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.ParameterProblem;
import org.wavetrain.definition.Parameters;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.training.schedule.ConstantSchedule;
import org.wavetrain.training.schedule.CosineSchedule;
import org.wavetrain.training.schedule.LearningRateSchedule;
import org.wavetrain.training.schedule.LinearSchedule;
import org.wavetrain.training.schedule.PolynomialSchedule;
import org.wavetrain.training.schedule.TriStageSchedule;

/** The parameters of the learning rate's course, and what they say. */
final class ScheduleParameters {
  private static final long MOST = 1_000_000_000;

  /** Slower ones, and 0, would train nothing. */
  private static final double SLOWEST = 1e-9;

  private static final String WARMUP_STEPS = "warmup_steps";
  private static final String WARMUP_RATIO = "warmup_ratio";
  private static final String SCHEDULE = "schedule";
  private static final String COSINE = "cosine";
  private static final String POLYNOMIAL = "polynomial";
  private static final String TRI_STAGE = "tri_stage";

  private static final Parameter FINAL_LEARNING_RATE =
      Parameter.number(
          "final_learning_rate",
          0,
          0,
          10,
          "Learning rate at the end of a cosine or polynomial schedule.");
  private static final Parameter POWER =
      Parameter.number("schedule_power", 1, 0.1, 10, "Power of a polynomial schedule.");
  private static final Parameter HOLD_RATIO =
      Parameter.number(
          "hold_ratio",
          0.4,
          0,
          1,
          "Share of all updates for which a tri_stage schedule stays at its peak; it falls in the"
              + " rest.");
  private static final Parameter INITIAL_SCALE =
      Parameter.number(
          "initial_scale", 0.01, 0, 1, "Where a tri_stage schedule begins, as part of its peak.");
  private static final Parameter FINAL_SCALE =
      Parameter.number(
          "final_scale", 0.05, 1e-6, 1, "Where a tri_stage schedule ends, as part of its peak.");

  /** Parameters that only some schedules have a use for. */
  private static final List<Special> SPECIAL =
      List.of(
          new Special(FINAL_LEARNING_RATE, List.of(COSINE, POLYNOMIAL)),
          new Special(POWER, List.of(POLYNOMIAL)),
          new Special(HOLD_RATIO, List.of(TRI_STAGE)),
          new Special(INITIAL_SCALE, List.of(TRI_STAGE)),
          new Special(FINAL_SCALE, List.of(TRI_STAGE)));

  private record Special(Parameter parameter, List<String> schedules) {}

  private ScheduleParameters() {}

  static List<Parameter> declare(TrainingDefaults defaults) {
    return List.of(
        Parameter.number(
            "learning_rate", defaults.learningRate(), SLOWEST, 10, "Peak learning rate."),
        Parameter.choice(
            SCHEDULE,
            "linear",
            List.of("linear", "constant", COSINE, POLYNOMIAL, TRI_STAGE),
            "How the learning rate falls after the warm-up."),
        Parameter.integer(
            WARMUP_STEPS,
            defaults.warmupSteps(),
            0,
            MOST,
            "Updates in which the learning rate rises to its peak; the default gives way to half of"
                + " all updates where these are few."),
        Parameter.number(
            WARMUP_RATIO, 0, 0, 1, "The same as a share of all updates; 0 for warmup_steps."),
        FINAL_LEARNING_RATE,
        POWER,
        HOLD_RATIO,
        INITIAL_SCALE,
        FINAL_SCALE);
  }

  /**
   * Parameters that are given and that the schedule has no use for, and a course that is not
   * possible with the updates that there are, as far as these are known.
   */
  static List<ParameterProblem> contradictions(Parameters parameters, TrainingDefaults defaults) {
    List<ParameterProblem> problems = new ArrayList<>();
    String schedule = parameters.text(SCHEDULE);
    for (Special special : SPECIAL) {
      Parameter parameter = special.parameter();
      if (!special.schedules().contains(schedule)) {
        ParameterProblem.of(
                () ->
                    Contradictions.requireDefault(parameters, parameter, SCHEDULE + " " + schedule),
                parameter.name(),
                SCHEDULE)
            .ifPresent(problems::add);
      }
    }
    Runnable course =
        TrainingBudget.countsEpochs(parameters)
            ? () -> requireOneWarmup(parameters, defaults)
            : () -> read(parameters, defaults, parameters.integer("steps"));
    ParameterProblem.of(course, WARMUP_STEPS, WARMUP_RATIO, HOLD_RATIO.name(), SCHEDULE, "steps")
        .ifPresent(problems::add);
    return problems;
  }

  /**
   * @param steps updates in all
   * @throws UserFailure {@code TRAINING_PARAMETERS_CONTRADICT} when they are not enough
   */
  static LearningRateSchedule read(Parameters parameters, TrainingDefaults defaults, long steps) {
    double peak = parameters.number("learning_rate");
    double floor = parameters.number(FINAL_LEARNING_RATE.name());
    long warmup = warmup(parameters, defaults, steps);
    return switch (parameters.text(SCHEDULE)) {
      case "linear" -> new LinearSchedule(peak, warmup, steps);
      case "constant" -> new ConstantSchedule(peak, warmup);
      case COSINE -> new CosineSchedule(peak, floor, warmup, steps);
      case POLYNOMIAL ->
          new PolynomialSchedule(peak, floor, parameters.number(POWER.name()), warmup, steps);
      case TRI_STAGE -> triStage(parameters, peak, warmup, steps);
      default -> throw new IllegalArgumentException(parameters.text(SCHEDULE));
    };
  }

  private static long warmup(Parameters parameters, TrainingDefaults defaults, long steps) {
    double ratio = parameters.number(WARMUP_RATIO);
    long given = parameters.integer(WARMUP_STEPS);
    requireOneWarmup(parameters, defaults);
    if (ratio == 0 && given == defaults.warmupSteps()) {
      return Math.min(given, steps / 2);
    }
    long warmup = ratio > 0 ? Math.round(ratio * steps) : given;
    if (warmup >= steps) {
      throw Contradictions.failure(
          "The warm-up of %d updates does not end within the %d updates of the training."
              .formatted(warmup, steps),
          "Lower warmup_steps or warmup_ratio, or train longer.");
    }
    return warmup;
  }

  private static void requireOneWarmup(Parameters parameters, TrainingDefaults defaults) {
    Contradictions.requireOne(
        WARMUP_STEPS,
        parameters.integer(WARMUP_STEPS),
        defaults.warmupSteps(),
        WARMUP_RATIO,
        parameters.number(WARMUP_RATIO));
  }

  /** fairseq's phase_ratio [0.1, 0.4, 0.5] is a warmup_ratio of 0.1 and a hold_ratio of 0.4. */
  private static LearningRateSchedule triStage(
      Parameters parameters, double peak, long warmup, long steps) {
    long hold = Math.round(steps * parameters.number(HOLD_RATIO.name()));
    if (warmup + hold >= steps) {
      throw Contradictions.failure(
          "A warm-up of %d updates and %d at the peak leave none of %d for the learning rate to fall."
              .formatted(warmup, hold, steps),
          "Lower hold_ratio or the warm-up, or take schedule constant.");
    }
    return new TriStageSchedule(
        peak,
        warmup,
        hold,
        steps - warmup - hold,
        parameters.number(INITIAL_SCALE.name()),
        parameters.number(FINAL_SCALE.name()));
  }
}
