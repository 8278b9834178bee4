package org.wavetrain.wav2vec2.configuration;

/** How the losses of a batch become one number ({@code ctc_loss_reduction}). */
public enum LossReduction {
  /** Their sum. */
  SUM,
  /**
   * The mean over utterances of loss divided by number of labels (at least 1), as PyTorch has it.
   */
  MEAN
}
