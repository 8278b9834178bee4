package org.wavetrain.pretrain;

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
import org.wavetrain.wav2vec2.model.PretrainingLosses;
import org.wavetrain.wav2vec2.model.PretrainingNetwork;
import org.wavetrain.wav2vec2.random.StepRandom;

/**
 * The self-supervised objective of wav2vec 2.0 (arXiv 2006.11477): to tell the code of a masked
 * frame from those of other masked frames. Losses and gradients are divided by the masked frames.
 *
 * @param network what is trained
 * @param temperature of the Gumbel softmax
 * @param featureGradientScale factor on the gradient of the convolutional layers, that of the
 *     penalty on features included; where it is 0, the network has them frozen
 * @param watch sees every batch
 * @param seed from which validation draws its masks, the same ones each time
 */
record ContrastiveObjective(
    PretrainingNetwork network,
    TemperatureSchedule temperature,
    double featureGradientScale,
    CodebookWatch watch,
    long seed)
    implements NetworkObjective {
  private static final String FEW_CODES_SINCE = "few_codes_since";

  /** Loss and accuracy would not do: both are at their best when all frames have one code. */
  private static final BestMetric BEST = new BestMetric("validation_information", false);

  @Override
  public List<ParameterRange> trainedRanges() {
    return TrainedRanges.of(network.layout(), featureGradientScale, 0);
  }

  @Override
  public StepLoss computeGradient(ExampleBatch batch, StepRandom random, long step) {
    double current = temperature.at(step);
    PretrainingLosses losses = network.computeGradient(batch.waveforms(), current, random);
    watch.observe(step, losses.codePerplexity());
    int frames = losses.maskedFrames();
    Map<String, Double> figures = new TreeMap<>();
    figures.put("contrastive", losses.contrastive() / frames);
    figures.put("diversity", losses.diversity() / frames);
    figures.put("feature_penalty", losses.featurePenalty());
    figures.put("accuracy", losses.accuracy());
    figures.put("chance_accuracy", losses.chanceAccuracy());
    figures.put("information", losses.information());
    figures.put("code_perplexity", losses.codePerplexity());
    figures.put("probability_perplexity", losses.probabilityPerplexity());
    figures.put("masked_fraction", losses.maskedFraction());
    figures.put("temperature", current);
    return new StepLoss(losses.total() / frames, frames, figures);
  }

  @Override
  public Map<String, Double> evaluate(Stream<ExampleBatch> batches) {
    ContrastiveScores scores = new ContrastiveScores();
    batches.forEach(
        batch ->
            scores.add(
                network.evaluate(batch.waveforms(), new StepRandom(seed, -1L - scores.batches()))));
    return scores.metrics();
  }

  @Override
  public BestMetric bestMetric() {
    return BEST;
  }

  @Override
  public List<TrainingWarning> judge(long step, Map<String, Double> evaluation) {
    int groups = network.configuration().quantizer().groups();
    double perplexity = evaluation.get("validation_code_perplexity");
    if (perplexity > CodebookWatch.FEW_CODES * groups) {
      return List.of();
    }
    return List.of(
        new TrainingWarning(
            "codebook_collapse",
            step,
            String.format(
                Locale.ROOT,
                "the code perplexity is %.1f, and %d would be a single code in each of the codebooks",
                perplexity,
                groups),
            "raise diversity_weight, lower the learning rate or let the temperature fall slower"));
  }

  @Override
  public Map<String, Long> memory() {
    return Map.of(FEW_CODES_SINCE, watch.since());
  }

  @Override
  public void recall(Map<String, Long> memory) {
    watch.resume(memory.get(FEW_CODES_SINCE));
  }
}
