package org.wavetrain.augment;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.wavetrain.audio.AudioEffect;
import org.wavetrain.definition.Parameter;

/**
 * The kinds of effect, in the order in which they are applied: noise comes after what would change
 * its colour, gain last.
 */
enum EffectKind {
  PITCH("pitch_semitones", 0.3, -2, 2, -12, 12, "Pitch shift in semitones, length kept."),
  STRETCH("stretch", 0.3, 0.9, 1.15, 0.5, 2, "Length as a multiple, pitch kept."),
  SPEED("speed", 0.3, 0.92, 1.08, 0.5, 2, "Speed as a multiple: length and pitch change."),
  NOISE("noise_snr_db", 0.5, 8, 30, -20, 80, "Signal over white or pink noise in decibels."),
  GAIN("gain_db", 0.5, -8, 4, -40, 40, "Loudness in decibels.");

  private final String rangeName;
  private final double probability;
  private final List<Double> range;
  private final double minimum;
  private final double maximum;
  private final String description;

  EffectKind(
      String rangeName,
      double probability,
      double lowest,
      double highest,
      double minimum,
      double maximum,
      String description) {
    this.rangeName = rangeName;
    this.probability = probability;
    this.range = List.of(lowest, highest);
    this.minimum = minimum;
    this.maximum = maximum;
    this.description = description;
  }

  /** Name of the parameter that holds the range of its strength. */
  String rangeName() {
    return rangeName;
  }

  /** Name of the parameter that says how often it is applied. */
  String probabilityName() {
    return name().toLowerCase(Locale.ROOT) + "_probability";
  }

  /** Its two parameters. */
  List<Parameter> parameters() {
    return List.of(
        Parameter.number(
            probabilityName(),
            probability,
            0,
            1,
            "How likely a copy gets this effect: " + name().toLowerCase(Locale.ROOT) + "."),
        Parameter.numbers(rangeName, range, minimum, maximum, description));
  }

  /** Whether a copy may be shorter than its original. */
  boolean changesLength() {
    return this == PITCH || this == STRETCH || this == SPEED;
  }

  AudioEffect effect(double strength, SplittableRandom random) {
    return switch (this) {
      case PITCH -> new AudioEffect.PitchShift(strength);
      case STRETCH -> new AudioEffect.TimeStretch(strength);
      case SPEED -> new AudioEffect.Speed(strength);
      case NOISE -> new AudioEffect.Noise(strength, random.nextBoolean(), random.nextLong());
      case GAIN -> new AudioEffect.Gain(strength);
    };
  }
}
