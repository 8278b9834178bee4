package org.wavetrain.augment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.audio.AudioEffect;
import org.wavetrain.audio.Pcm;
import org.wavetrain.corpus.Augmentation;
import org.wavetrain.corpus.TranscriptLength;
import org.wavetrain.corpus.Utterance;

/** Makes copies of utterances. Safe for use by several threads. */
final class CopyMaker {
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
            original.sentence(),
            original.label(),
            original.attributes(),
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

  /** Whether there is a frame at all, and CTC can align the text with so many samples. */
  private static boolean carries(int samples, Optional<String> text) {
    int frames = TranscriptLength.framesOf(samples);
    return frames > 0 && TranscriptLength.framesNeeded(text.orElse("")) <= frames;
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
