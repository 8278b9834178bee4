package org.wavetrain.evaluate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.wavetrain.training.metrics.EditCounts;
import org.wavetrain.wav2vec2.configuration.ForwardCost;

/**
 * What leaving a network early costs and saves: one point of word error rate against compute.
 *
 * @param name of the exit: a layer, or {@code entropy-} and a threshold
 * @param layers the mean over utterances of the layers run
 * @param compute operations as a share of those through all layers
 */
record ExitPoint(
    String name, EditCounts words, EditCounts characters, double layers, double compute) {
  /**
   * The points of fixed layers, then those of thresholds: an utterance leaves at the first exit at
   * which it is surer than the threshold, or else at the last.
   *
   * @param transcriptions with readings at every exit, ascending
   */
  static List<ExitPoint> of(
      List<Transcription> transcriptions, List<Double> thresholds, ForwardCost cost) {
    List<ExitPoint> points = new ArrayList<>();
    int exits = transcriptions.get(0).exits().size();
    for (int exit = 0; exit < exits; exit++) {
      int fixed = exit;
      String layer = String.valueOf(transcriptions.get(0).at(exit).reading().layer());
      points.add(point(layer, transcriptions, one -> fixed, false, cost));
    }
    for (double threshold : thresholds) {
      points.add(
          point(entropy(threshold), transcriptions, one -> leaving(one, threshold), true, cost));
    }
    return points;
  }

  /** The point of a rule by which a network was left: each utterance has one reading. */
  static ExitPoint ofRule(String name, List<Transcription> transcriptions, ForwardCost cost) {
    return point(name, transcriptions, one -> 0, false, cost);
  }

  /** The name of a threshold. */
  static String entropy(double threshold) {
    return "entropy-" + BigDecimal.valueOf(threshold).stripTrailingZeros().toPlainString();
  }

  private static int leaving(Transcription transcription, double threshold) {
    int last = transcription.exits().size() - 1;
    int exit = 0;
    while (exit < last && transcription.at(exit).reading().entropy() >= threshold) {
      exit++;
    }
    return exit;
  }

  /**
   * @param chosen for each utterance the index of its exit
   * @param looking whether every exit up to that one is looked at
   */
  private static ExitPoint point(
      String name,
      List<Transcription> transcriptions,
      ToIntFunction<Transcription> chosen,
      boolean looking,
      ForwardCost cost) {
    EditCounts words = EditCounts.NONE;
    EditCounts characters = EditCounts.NONE;
    double layers = 0;
    double operations = 0;
    double most = 0;
    int all = cost.configuration().contextNetwork().layers();
    for (Transcription transcription : transcriptions) {
      int exit = chosen.applyAsInt(transcription);
      Reading.Scored scored = transcription.at(exit);
      Reading reading = scored.reading();
      words = words.plus(scored.words());
      characters = characters.plus(scored.characters());
      layers += reading.layer();
      int samples = transcription.utterance().samples();
      int looks = looking ? exit + 1 : reading.looks();
      operations += cost.operations(samples, reading.layer(), looks);
      most += cost.operations(samples, all, 1);
    }
    return new ExitPoint(
        name, words, characters, layers / transcriptions.size(), operations / most);
  }
}
