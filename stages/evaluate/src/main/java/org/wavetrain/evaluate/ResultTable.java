package org.wavetrain.evaluate;

import java.util.List;
import java.util.Locale;
import org.wavetrain.evaluate.Findings.MeasuredSet;

/** The tables of an evaluation, tab-separated with a heading. */
final class ResultTable {
  private static final String ALL = "all";

  private ResultTable() {}

  /** Error rates of each set at each exit, then those of slices at the exit that judges. */
  static String rates(List<Findings> findings, Transcriptions transcriptions) {
    StringBuilder text =
        new StringBuilder(
            "set\texit\tslice\tutterances\twords\tword_errors\twer\twer_low\twer_high\tcer\tcer_low"
                + "\tcer_high\n");
    for (Findings of : findings) {
      for (MeasuredSet measured : of.sets()) {
        measured
            .results()
            .forEach((exit, result) -> row(text, measured.set().name(), exit, ALL, result));
      }
    }
    String judging = transcriptions.exits().get(transcriptions.lastExit());
    for (Findings of : findings) {
      of.slices()
          .forEach(
              (slice, measured) ->
                  measured
                      .result()
                      .ifPresent(
                          result ->
                              row(
                                  text,
                                  of.group().name(),
                                  judging,
                                  slice.kind() + "=" + slice.value(),
                                  result)));
    }
    return text.toString();
  }

  /** Word error rate against compute. */
  static String exits(List<Findings> findings) {
    StringBuilder text = new StringBuilder("set\texit\twer\tcer\tmean_layers\tcompute\n");
    for (Findings of : findings) {
      for (ExitPoint point : of.points()) {
        text.append(
            String.format(
                Locale.ROOT,
                "%s\t%s\t%.6f\t%.6f\t%.3f\t%.6f\n",
                of.group().name(),
                point.name(),
                point.words().rate(),
                point.characters().rate(),
                point.layers(),
                point.compute()));
      }
    }
    return text.toString();
  }

  private static void row(
      StringBuilder text, String set, String exit, String slice, Result result) {
    text.append(
        String.format(
            Locale.ROOT,
            "%s\t%s\t%s\t%d\t%d\t%d\t%.6f\t%.6f\t%.6f\t%.6f\t%.6f\t%.6f\n",
            set,
            exit,
            slice,
            result.utterances(),
            result.words().referenceLength(),
            result.words().errors(),
            result.words().rate(),
            result.wordErrorRate().low(),
            result.wordErrorRate().high(),
            result.characters().rate(),
            result.characterErrorRate().low(),
            result.characterErrorRate().high()));
  }
}
