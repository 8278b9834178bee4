package org.wavetrain.wav2vec2.configuration;

/**
 * Masking of features in training.
 *
 * @param apply whether fine-tuning masks at all ({@code apply_spec_augment})
 * @param timeProbability expected share of frames in spans, overlaps counted twice ({@code
 *     mask_time_prob})
 * @param timeLength frames a span ({@code mask_time_length})
 * @param timeMinimumSpans fewest spans an utterance ({@code mask_time_min_masks})
 * @param featureProbability the same for channels ({@code mask_feature_prob})
 * @param featureLength channels a span ({@code mask_feature_length})
 * @param featureMinimumSpans fewest spans of channels ({@code mask_feature_min_masks})
 */
public record SpecAugment(
    boolean apply,
    double timeProbability,
    int timeLength,
    int timeMinimumSpans,
    double featureProbability,
    int featureLength,
    int featureMinimumSpans) {
  /** Fine-tuning does not mask. */
  public static final SpecAugment NONE = new SpecAugment(false, 0, 10, 0, 0, 10, 0);
}
