package org.wavetrain.finetune;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.wavetrain.training.batch.ExampleBatch;
import org.wavetrain.training.loop.BestMetric;
import org.wavetrain.training.loop.NetworkObjective;
import org.wavetrain.training.loop.StepLoss;
import org.wavetrain.training.loop.TrainedRanges;
import org.wavetrain.training.loop.TrainingWarning;
import org.wavetrain.training.optimizer.ParameterRange;
import org.wavetrain.wav2vec2.model.CtcLosses;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.random.StepRandom;
import org.wavetrain.wav2vec2.text.Vocabulary;

/**
 * To transcribe: the CTC losses of all exits, weighted and summed, and what the last exit teaches
 * the others.
 *
 * @param network what is trained
 * @param exits the layers after which it transcribes, as it was made
 * @param vocabulary its symbols
 * @param bestMetric what the best state is chosen by
 * @param headOnlySteps updates for which only the heads are trained
 */
record CtcObjective(
    CtcNetwork network,
    List<Integer> exits,
    Vocabulary vocabulary,
    BestMetric bestMetric,
    long headOnlySteps)
    implements NetworkObjective {
  private static final double HOPELESS_WORD_ERROR_RATE = 0.99;
  private static final double MOSTLY = 0.95;

  @Override
  public List<ParameterRange> trainedRanges() {
    return TrainedRanges.of(network.layout(), 1, headOnlySteps);
  }

  @Override
  public StepLoss computeGradient(ExampleBatch batch, StepRandom random, long step) {
    network.trainHeadsOnly(step < headOnlySteps);
    CtcLosses losses =
        network.computeGradient(batch.waveforms(), TextLabels.of(batch, vocabulary), random);
    Map<String, Double> figures = new TreeMap<>();
    for (int exit = 0; exit < exits.size() && exits.size() > 1; exit++) {
      figures.put("loss_layer_" + exits.get(exit), losses.exits().get(exit));
    }
    for (int exit = 0; exit < losses.divergences().size(); exit++) {
      figures.put("divergence_layer_" + exits.get(exit), losses.divergences().get(exit));
    }
    return new StepLoss(losses.total(), 1, figures);
  }

  @Override
  public Map<String, Double> evaluate(Stream<ExampleBatch> batches) {
    TranscriptionScores scores = new TranscriptionScores(vocabulary, exits);
    batches.forEach(batch -> scores.add(batch, network.logits(batch.waveforms())));
    return scores.metrics();
  }

  @Override
  public List<TrainingWarning> judge(long step, Map<String, Double> evaluation) {
    double rate = evaluation.get("validation_wer");
    double silent = evaluation.get("validation_silent");
    List<TrainingWarning> warnings = new ArrayList<>();
    if (rate >= HOPELESS_WORD_ERROR_RATE && silent >= MOSTLY) {
      warnings.add(
          new TrainingWarning(
              "all_blank",
              step,
              String.format(
                  Locale.ROOT,
                  "the word error rate is %.3f and %.0f %% of the transcriptions are empty",
                  rate,
                  100 * silent),
              "lower the learning rate, make batches larger or train longer"));
    } else if (rate >= HOPELESS_WORD_ERROR_RATE) {
      warnings.add(
          new TrainingWarning(
              "no_word_right",
              step,
              String.format(Locale.ROOT, "the word error rate is still %.3f", rate),
              "check that the texts belong to the recordings, then the learning rate"));
    }
    return warnings;
  }
}
