package org.wavetrain.evaluate;

import java.util.List;
import java.util.Optional;
import org.wavetrain.wav2vec2.configuration.ForwardCost;

/**
 * How a transcriber's exits were used.
 *
 * @param rule the name of the rule that chose one for each utterance; empty when all were measured
 * @param thresholds to compare when all were measured
 * @param cost of forward passes
 */
record Exits(Optional<String> rule, List<Double> thresholds, ForwardCost cost) {
  Exits {
    thresholds = List.copyOf(thresholds);
  }

  /** Word error rate against compute; nothing for a transcriber with one exit. */
  List<ExitPoint> points(List<Transcription> transcriptions) {
    if (rule.isPresent()) {
      return List.of(ExitPoint.ofRule(rule.get(), transcriptions, cost));
    }
    return transcriptions.get(0).exits().size() == 1
        ? List.of()
        : ExitPoint.of(transcriptions, thresholds, cost);
  }
}
