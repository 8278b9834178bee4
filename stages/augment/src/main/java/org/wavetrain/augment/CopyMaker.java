package org.wavetrain.augment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.audio.AudioDecoder;
import org.wavetrain.audio.AudioEffect;
import org.wavetrain.audio.Pcm;
import org.wavetrain.corpus.Augmentation;
import org.wavetrain.corpus.Utterance;

/** Makes copies of utterances. Safe for use by several threads. */
final class CopyMaker {
  /** Samples between two frames of wav2vec 2.0: the product of its encoder's strides. */
  private static final int FRAME_STRIDE_SAMPLES = 320;

  private static final int LONGEST_ID = 128;

  private final EffectPlan plan;

  CopyMaker(EffectPlan plan) {
    this.plan = plan;
  }

  /**
   * One copy of an utterance.
   *
   * @param copy counted from 1
   * @return empty when the utterance is so short for its text that only effects that shorten it
   *     were drawn
   */
  Optional<AugmentedCopy> copy(Utterance original, short[] samples, int copy) {
    Map<EffectKind, AudioEffect> effects = new EnumMap<>(plan.draw(original.id(), copy));
    Optional<AugmentedCopy> made = apply(original, samples, copy, effects);
    if (made.isPresent()) {
      return made;
    }
    effects.keySet().removeIf(EffectKind::changesLength);
    return effects.isEmpty() ? Optional.empty() : apply(original, samples, copy, effects);
  }

  private static Optional<AugmentedCopy> apply(
      Utterance original, short[] samples, int copy, Map<EffectKind, AudioEffect> effects) {
    List<String> transformations = new ArrayList<>();
    float[] waveform = Pcm.toFloat(samples);
    for (AudioEffect effect : effects.values()) {
      waveform = effect.apply(waveform);
      transformations.add(effect.description());
    }
    if (!carries(waveform.length, original.text())) {
      return Optional.empty();
    }
    limit(waveform, transformations);
    Utterance utterance =
        new Utterance(
            idOf(original.id(), copy),
            original.source(),
            original.speaker(),
            original.split(),
            original.text(),
            original.label(),
            waveform.length,
            Optional.of(new Augmentation(original.id(), transformations)));
    return Optional.of(new AugmentedCopy(utterance, Pcm.toShort(waveform)));
  }

  /** Makes the sound quieter where it would be clipped: clipping is none of the effects. */
  private static void limit(float[] waveform, List<String> transformations) {
    float peak = 0;
    for (float sample : waveform) {
      peak = Math.max(peak, Math.abs(sample));
    }
    if (peak > 1) {
      double decibels = -20 * Math.log10(peak) - 0.01;
      new AudioEffect.Gain(decibels).apply(waveform);
      transformations.add(String.format(Locale.ROOT, "limited by %.1f dB", -decibels));
    }
  }

  /**
   * Whether CTC can align the text with so many samples: a frame for each character and one between
   * two equal ones (Graves et al. 2006).
   */
  private static boolean carries(int samples, Optional<String> text) {
    if (samples < AudioDecoder.SHORTEST_SAMPLES) {
      return false;
    }
    int frames = (samples - AudioDecoder.SHORTEST_SAMPLES) / FRAME_STRIDE_SAMPLES + 1;
    int[] characters = text.orElse("").codePoints().toArray();
    int needed = characters.length;
    for (int i = 1; i < characters.length; i++) {
      needed += characters[i] == characters[i - 1] ? 1 : 0;
    }
    return needed <= frames;
  }

  private static String idOf(String original, int copy) {
    String suffix = "_aug" + copy;
    int room = LONGEST_ID - suffix.length();
    if (original.length() <= room) {
      return original + suffix;
    }
    String digits = "_%08x".formatted(original.hashCode());
    return original.substring(0, room - digits.length()) + digits + suffix;
  }
}
