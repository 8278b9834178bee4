package org.wavetrain.pretrain;

import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.wav2vec2.model.PretrainingLosses;

/** Adds up the losses of a validation set, weighted by masked frames. */
final class ContrastiveScores {
  private int batches;
  private long frames;
  private double total;
  private double contrastive;
  private double right;
  private double chance;
  private double information;
  private double codePerplexity;

  void add(PretrainingLosses losses) {
    batches++;
    frames += losses.maskedFrames();
    total += losses.total();
    contrastive += losses.contrastive();
    right += losses.accuracy() * losses.maskedFrames();
    chance += losses.chanceAccuracy() * losses.maskedFrames();
    information += losses.information() * losses.maskedFrames();
    codePerplexity += losses.codePerplexity() * losses.maskedFrames();
  }

  int batches() {
    return batches;
  }

  /** Means over masked frames; the perplexity's is that of the batches' perplexities. */
  Map<String, Double> metrics() {
    Map<String, Double> metrics = new TreeMap<>();
    metrics.put("validation_loss", total / frames);
    metrics.put("validation_contrastive", contrastive / frames);
    metrics.put("validation_accuracy", right / frames);
    metrics.put("validation_chance_accuracy", chance / frames);
    metrics.put("validation_information", information / frames);
    metrics.put("validation_code_perplexity", codePerplexity / frames);
    return metrics;
  }
}
