package org.wavetrain.promotion;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wavetrain.evaluation.Figures;
import org.wavetrain.failure.UserFailure;

/** Lets a model pass whose export is within a limit. */
public sealed interface ExportLimit extends Gate {
  /**
   * How far the exported model's scores may be from those of the trained one.
   *
   * @param most the greatest difference allowed
   */
  record Parity(double most) implements ExportLimit {
    @Override
    public List<JudgedRule> judge(Contest contest) {
      Optional<Double> difference = contest.challenger().parityDifference();
      return List.of(
          new JudgedRule(
              "max_parity_difference",
              "at most " + most,
              difference.map(Object::toString).orElse("its export tells none"),
              difference.filter(value -> value <= most).isPresent()));
    }
  }

  /**
   * How large the export's largest file may be.
   *
   * @param mebibytes the largest size allowed
   */
  record Size(long mebibytes) implements ExportLimit {
    private static final double BYTES_IN_A_MEBIBYTE = 1 << 20;

    @Override
    public List<JudgedRule> judge(Contest contest) {
      Optional<Double> size =
          contest.challenger().largestFileBytes().map(bytes -> bytes / BYTES_IN_A_MEBIBYTE);
      return List.of(
          new JudgedRule(
              "max_size",
              "at most %d MiB".formatted(mebibytes),
              size.map(value -> String.format(Locale.ROOT, "%.1f MiB", value))
                  .orElse("its export is gone"),
              size.filter(value -> value <= mebibytes).isPresent()));
    }
  }

  /**
   * How long it may take to transcribe, as a share of the speech's length, on the machine that
   * judges.
   *
   * @param most the greatest share allowed
   * @param trials measure it
   */
  record Speed(double most, ModelTrials trials) implements ExportLimit {
    @Override
    public List<JudgedRule> judge(Contest contest) {
      try {
        double factor = trials.realTimeFactor(contest.challenger().export());
        return List.of(rule(Figures.of(factor), factor <= most));
      } catch (UserFailure failure) {
        if (failure.code().mayPass()) {
          throw failure;
        }
        return List.of(rule(failure.getMessage(), false));
      }
    }

    private JudgedRule rule(String got, boolean kept) {
      return new JudgedRule("max_real_time_factor", "at most " + Figures.of(most), got, kept);
    }
  }
}
