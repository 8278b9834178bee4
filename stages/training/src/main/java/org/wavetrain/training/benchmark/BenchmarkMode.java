package org.wavetrain.training.benchmark;

import java.util.Locale;

/** What a step is. */
public enum BenchmarkMode {
  /** Forward pass, CTC loss, backward pass and AdamW over all parameters. */
  TRAIN,
  /** The same with the convolutional encoder frozen, as in fine-tuning. */
  FROZEN,
  /** Forward pass, contrastive and diversity loss, backward pass and AdamW. */
  PRETRAIN,
  /** A forward pass without a gradient. */
  INFER,
  /** The CTC loss and its gradient alone. */
  CTC;

  /** As it is typed. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
