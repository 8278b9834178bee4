package org.wavetrain.wav2vec2.loss;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Connectionist temporal classification (Graves et al., 2006) on raw scores: the negative logarithm
 * of the probability of all alignments of an utterance's labels with its frames, and its gradient.
 * Computed in double precision; agrees with {@code torch.nn.functional.ctc_loss(log_softmax(…),
 * reduction="none")}.
 *
 * <p>Utterances are spread over all cores; results depend on the arguments alone. Scratch memory is
 * kept, so that calls allocate next to nothing once the largest utterance has been seen; an
 * instance therefore serves one caller at a time.
 */
public final class CtcLoss {
  private final int blank;
  private final CtcUtterance[] workers;

  /**
   * @param blank identifier of the blank
   * @param zeroInfinity whether an utterance that has too few frames for its labels counts as loss
   *     0 with gradient 0; otherwise its loss is infinite and its gradient NaN, as in PyTorch
   */
  public CtcLoss(int blank, boolean zeroInfinity) {
    this.blank = blank;
    this.workers = new CtcUtterance[Math.max(1, Runtime.getRuntime().availableProcessors())];
    Arrays.setAll(workers, index -> new CtcUtterance(blank, zeroInfinity));
  }

  /**
   * Losses and gradients of a batch.
   *
   * @param logits raw scores, row-major [batch, frames, vocabulary]; the log-softmax is taken here
   * @param frames the middle dimension: frames of the longest utterance
   * @param vocabulary the last dimension
   * @param frameLengths frames of each utterance [batch]
   * @param labels labels of each utterance, without blanks [batch]
   * @param losses receives the loss of each utterance [batch]; NaN when a score is NaN
   * @param gradient receives the gradient of the sum of the losses with respect to the logits, in
   *     their layout, 0 beyond an utterance's frames; null when it is not wanted
   * @throws IllegalArgumentException when a length or label is out of range
   */
  public void compute(
      float[] logits,
      int frames,
      int vocabulary,
      int[] frameLengths,
      int[][] labels,
      double[] losses,
      float[] gradient) {
    check(frames, vocabulary, frameLengths, labels);
    int perUtterance = frames * vocabulary;
    spread(
        frameLengths.length,
        (worker, utterance) -> {
          int offset = utterance * perUtterance;
          int length = frameLengths[utterance];
          losses[utterance] =
              worker.compute(logits, offset, length, vocabulary, labels[utterance], gradient);
          if (gradient != null) {
            Arrays.fill(gradient, offset + length * vocabulary, offset + perUtterance, 0);
          }
        });
  }

  /** As the other, with scores and gradient in double precision. */
  public void compute(
      double[] logits,
      int frames,
      int vocabulary,
      int[] frameLengths,
      int[][] labels,
      double[] losses,
      double[] gradient) {
    check(frames, vocabulary, frameLengths, labels);
    int perUtterance = frames * vocabulary;
    spread(
        frameLengths.length,
        (worker, utterance) -> {
          int offset = utterance * perUtterance;
          int length = frameLengths[utterance];
          losses[utterance] =
              worker.compute(logits, offset, length, vocabulary, labels[utterance], gradient);
          if (gradient != null) {
            Arrays.fill(gradient, offset + length * vocabulary, offset + perUtterance, 0);
          }
        });
  }

  /** What is done with an utterance, by whom. */
  private interface Task {
    void run(CtcUtterance worker, int utterance);
  }

  private void spread(int utterances, Task task) {
    IntStream.range(0, Math.min(workers.length, utterances))
        .parallel()
        .forEach(
            index -> {
              for (int utterance = index; utterance < utterances; utterance += workers.length) {
                task.run(workers[index], utterance);
              }
            });
  }

  private void check(int frames, int vocabulary, int[] frameLengths, int[][] labels) {
    for (int utterance = 0; utterance < frameLengths.length; utterance++) {
      check(utterance, frameLengths[utterance], frames, vocabulary, labels[utterance]);
    }
  }

  private void check(int utterance, int length, int frames, int vocabulary, int[] labels) {
    if (length < 0 || length > frames) {
      throw new IllegalArgumentException(
          "utterance %d has %d of %d frames".formatted(utterance, length, frames));
    }
    for (int label : labels) {
      if (label < 0 || label >= vocabulary || label == blank) {
        throw new IllegalArgumentException(
            "label %d of utterance %d is the blank or not below %d"
                .formatted(label, utterance, vocabulary));
      }
    }
  }
}
