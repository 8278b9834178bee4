package org.wavetrain.wav2vec2.layer;

import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.masking.EqualSpanSampler;
import org.wavetrain.wav2vec2.masking.SpanMask;
import org.wavetrain.wav2vec2.masking.SpanSampler;
import org.wavetrain.wav2vec2.random.RandomStream;

/**
 * Whose pre-training is done, where fairseq's ({@code criterions/wav2vec_criterion.py}, {@code
 * models/wav2vec/wav2vec2.py}) and Hugging Face's ({@code Wav2Vec2ForPreTraining}) differ. Both add
 * the contrastive loss, summed over masked frames, to {@code diversity_loss_weight} times the
 * unused share of the codebooks for each masked frame; both look at masked frames only.
 */
public sealed interface PretrainingObjective {
  /** Draws the frames to mask. */
  SpanMask mask(SpecAugment masking, int[] frameLengths, int frames, RandomStream random);

  /** Factor of the mean square of the feature encoder's output in the loss of a masked frame. */
  double featurePenaltyWeight();

  /** What is added to a probability inside the logarithm of a perplexity. */
  double logarithmFloor();

  /**
   * Whether an evaluation's diversity is that of the probabilities of codes, as in training, rather
   * than that of the codes chosen.
   */
  boolean evaluatesProbabilities();

  /**
   * As fairseq: equally many masked frames in every utterance of a batch, a penalty on features.
   *
   * @param featurePenaltyWeight 10 for base models, 0 for large ones ({@code loss_weights})
   */
  record Fairseq(double featurePenaltyWeight) implements PretrainingObjective {
    /** Of {@code wav2vec2_base_librispeech.yaml}. */
    public static final double BASE_FEATURE_PENALTY_WEIGHT = 10;

    public Fairseq {
      if (!(featurePenaltyWeight >= 0 && Double.isFinite(featurePenaltyWeight))) {
        throw new IllegalArgumentException("no weight of a penalty: " + featurePenaltyWeight);
      }
    }

    @Override
    public SpanMask mask(SpecAugment masking, int[] frameLengths, int frames, RandomStream random) {
      return new EqualSpanSampler(
              masking.timeProbability(), masking.timeLength(), masking.timeMinimumSpans())
          .sample(frameLengths, frames, random);
    }

    @Override
    public double logarithmFloor() {
      return 1e-7;
    }

    @Override
    public boolean evaluatesProbabilities() {
      return true;
    }
  }

  /** As Hugging Face: one rounding of the number of spans for a batch, no penalty on features. */
  record HuggingFace() implements PretrainingObjective {
    @Override
    public SpanMask mask(SpecAugment masking, int[] frameLengths, int frames, RandomStream random) {
      return new SpanSampler(
              masking.timeProbability(), masking.timeLength(), masking.timeMinimumSpans())
          .sample(frameLengths, frames, random);
    }

    @Override
    public double featurePenaltyWeight() {
      return 0;
    }

    /** None: {@code torch.xlogy} since transformers 5, which is 0 at 0. */
    @Override
    public double logarithmFloor() {
      return 0;
    }

    @Override
    public boolean evaluatesProbabilities() {
      return false;
    }
  }
}
