package org.wavetrain.training.setup;

import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.Parameters;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.device.Device;
import org.wavetrain.wav2vec2.kernels.Kernels;

/** The parameter {@code device}: what a stage computes its network on. */
public final class DeviceParameter {
  private static final String NAME = "device";

  private DeviceParameter() {}

  public static Parameter declare() {
    return Parameter.choice(
        NAME,
        "auto",
        Device.names(),
        "What to compute on: the processor, an NVIDIA card, or a card if the program was built for"
            + " one and there is one.");
  }

  /**
   * The fastest kernels on the device; the caller closes them.
   *
   * @throws UserFailure when the device cannot be had
   */
  public static Kernels kernels(Parameters parameters) {
    return Kernels.on(Device.parse(parameters.text(NAME)));
  }
}
