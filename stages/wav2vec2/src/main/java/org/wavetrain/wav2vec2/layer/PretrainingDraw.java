package org.wavetrain.wav2vec2.layer;

import java.util.Arrays;
import org.wavetrain.wav2vec2.configuration.Quantizer;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.masking.NegativeSampler;
import org.wavetrain.wav2vec2.masking.SpanMask;
import org.wavetrain.wav2vec2.random.RandomStream;
import org.wavetrain.wav2vec2.random.StepRandom;

/**
 * What chance decides in a step of pre-training.
 *
 * @param mask the frames whose code is to be predicted
 * @param negatives distractors, row-major [masked frames, negatives]: indices into [utterance ·
 *     frames + frame], of the masked frame's own utterance
 * @param noise standard Gumbel noise, row-major [utterances · frames, groups · entries]
 */
public record PretrainingDraw(SpanMask mask, int[] negatives, float[] noise) {
  private static final String LAYER = "quantizer";

  /**
   * Draws all three. Frames that are not masked need no noise, so theirs is zero.
   *
   * @param room memory for the noise, such as that of a draw that is no longer needed; used if it
   *     is large enough, and then noise may have more elements than are needed
   */
  public static PretrainingDraw sample(
      PretrainingObjective objective,
      SpecAugment masking,
      Quantizer quantizer,
      int[] frameLengths,
      int frames,
      StepRandom random,
      float[] room) {
    SpanMask mask =
        objective.mask(masking, frameLengths, frames, random.stream("wav2vec2", "time_mask"));
    int[] negatives =
        new NegativeSampler(quantizer.negatives()).sample(mask, random.stream(LAYER, "negatives"));
    RandomStream gumbel = random.stream(LAYER, "gumbel");
    int width = quantizer.groups() * quantizer.entriesPerGroup();
    int length = mask.masked().length * width;
    float[] noise = room.length >= length ? room : new float[length];
    Arrays.fill(noise, 0, length, 0);
    float[] row = new float[width];
    for (int frame = 0; frame < mask.masked().length; frame++) {
      if (mask.masked()[frame]) {
        gumbel.fillGumbel(row);
        System.arraycopy(row, 0, noise, frame * width, width);
      }
    }
    return new PretrainingDraw(mask, negatives, noise);
  }
}
