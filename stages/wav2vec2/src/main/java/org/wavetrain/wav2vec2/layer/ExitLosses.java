package org.wavetrain.wav2vec2.layer;

import java.util.List;
import org.wavetrain.wav2vec2.configuration.CtcHead;
import org.wavetrain.wav2vec2.configuration.LossReduction;
import org.wavetrain.wav2vec2.loss.CtcLoss;
import org.wavetrain.wav2vec2.loss.Distillation;
import org.wavetrain.wav2vec2.loss.DistillationLoss;

/**
 * What exits are trained for: {@code (1 − share) · Σ weight · CTC + share · Σ weight · KL(last ‖
 * exit)}, the second sum over all exits but the last. Both are reduced alike: added up, or means
 * over utterances of what a label costs, and a frame.
 */
final class ExitLosses {
  private final LossReduction reduction;
  private final List<Double> weights;
  private final Distillation distillation;
  private final CtcLoss ctc;
  private final DistillationLoss divergence;
  private double[] transcription = new double[0];
  private double[] teaching = new double[0];

  /**
   * @param weights factor of each exit's losses
   */
  ExitLosses(CtcHead head, List<Double> weights, Distillation distillation) {
    this.reduction = head.reduction();
    this.weights = weights;
    this.distillation = distillation;
    this.ctc = new CtcLoss(head.blank(), head.zeroInfinity());
    this.divergence = new DistillationLoss(distillation.temperature());
  }

  /**
   * The total, and its gradient.
   *
   * @param scores raw scores, [exits, batch, frames, vocabulary]
   * @param frameLengths frames of each utterance [batch]
   * @param labels of each utterance [batch]
   * @param gradient written, in the layout of the scores
   */
  double compute(
      double[] scores,
      int frames,
      int vocabulary,
      int[] frameLengths,
      int[][] labels,
      double[] gradient) {
    double total = transcribe(scores, frames, vocabulary, frameLengths, labels, gradient);
    teaching = new double[distillation.share() > 0 ? weights.size() - 1 : 0];
    int batch = labels.length;
    int perUtterance = frames * vocabulary;
    int last = teaching.length * batch * perUtterance;
    for (int exit = 0; exit < teaching.length; exit++) {
      double weight = distillation.share() * weights.get(exit);
      for (int utterance = 0; utterance < batch; utterance++) {
        double share = share(frameLengths[utterance], batch);
        teaching[exit] +=
            share
                * divergence.add(
                    scores,
                    (exit * batch + utterance) * perUtterance,
                    last + utterance * perUtterance,
                    frameLengths[utterance],
                    vocabulary,
                    share * weight,
                    gradient);
      }
      total += weight * teaching[exit];
    }
    return total;
  }

  private double transcribe(
      double[] scores,
      int frames,
      int vocabulary,
      int[] frameLengths,
      int[][] labels,
      double[] gradient) {
    int batch = labels.length;
    int rows = weights.size() * batch;
    double[] ofRows = new double[rows];
    int[] lengths = new int[rows];
    int[][] targets = new int[rows][];
    for (int row = 0; row < rows; row++) {
      lengths[row] = frameLengths[row % batch];
      targets[row] = labels[row % batch];
    }
    ctc.compute(scores, frames, vocabulary, lengths, targets, ofRows, gradient);
    transcription = new double[weights.size()];
    double total = 0;
    int perUtterance = frames * vocabulary;
    for (int row = 0; row < rows; row++) {
      int exit = row / batch;
      double share = share(targets[row].length, batch);
      double weight = (1 - distillation.share()) * weights.get(exit) * share;
      transcription[exit] += share * ofRows[row];
      total += weight * ofRows[row];
      for (int index = row * perUtterance; index < (row + 1) * perUtterance; index++) {
        gradient[index] *= weight;
      }
    }
    return total;
  }

  /**
   * The factor of an utterance's loss, which is a sum over {@code terms}, as {@code reduction} of
   * PyTorch's {@code ctc_loss}.
   */
  private double share(int terms, int batch) {
    return reduction == LossReduction.SUM ? 1 : 1.0 / (Math.max(terms, 1) * (double) batch);
  }

  /** The last CTC loss of each exit, without its weight. */
  double[] transcription() {
    return transcription.clone();
  }

  /** The last divergence of each exit but the last, without its weight; none if nobody asks. */
  double[] teaching() {
    return teaching.clone();
  }
}
