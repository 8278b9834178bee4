package org.wavetrain.training.setup;

import java.util.List;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.Parameters;
import org.wavetrain.wav2vec2.configuration.SpecAugment;

/** The parameters of masking in supervised training. */
public final class SpecAugmentParameters {
  private static final int FEWEST_TIME_SPANS = 2;

  private SpecAugmentParameters() {}

  /** The declarations; masking is off unless a probability is given. */
  public static List<Parameter> declare() {
    return List.of(
        Parameter.number(
            "mask_time_probability",
            0,
            0,
            1,
            "Share of frames to mask in training, overlaps counted twice."),
        Parameter.integer("mask_time_length", 10, 1, 1000, "Frames in a masked span."),
        Parameter.number(
            "mask_channel_probability",
            0,
            0,
            1,
            "Share of channels to mask in training, overlaps counted twice."),
        Parameter.integer("mask_channel_length", 16, 1, 1000, "Channels in a masked span."));
  }

  public static SpecAugment read(Parameters parameters) {
    double time = parameters.number("mask_time_probability");
    double channels = parameters.number("mask_channel_probability");
    if (time == 0 && channels == 0) {
      return SpecAugment.NONE;
    }
    return new SpecAugment(
        true,
        time,
        (int) parameters.integer("mask_time_length"),
        time > 0 ? FEWEST_TIME_SPANS : 0,
        channels,
        (int) parameters.integer("mask_channel_length"),
        0);
  }
}
