package org.wavetrain.training.setup;

import java.util.List;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.ParameterProblem;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.device.Device;
import org.wavetrain.wav2vec2.device.DeviceChoice;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.kernels.Precision;

/** The parameter {@code device}: what a stage computes its network on. */
public final class DeviceParameter {
  private static final String NAME = StageDescriptor.DEVICE;

  private DeviceParameter() {}

  public static Parameter declare() {
    return Parameter.choice(
        NAME,
        "auto",
        Device.names(),
        "What to compute on: the processor, an NVIDIA card, or a card if the program was built for"
            + " one and there is one.");
  }

  /** What this machine lacks of what the parameters ask for, in single precision. */
  public static List<ParameterProblem> unsupported(Parameters parameters) {
    return unsupported(parameters, Precision.FP32);
  }

  /** What this machine, or this build of the program, lacks of what the parameters ask for. */
  static List<ParameterProblem> unsupported(Parameters parameters, Precision precision) {
    Device device = device(parameters);
    return ParameterProblem.of(() -> DeviceChoice.choose(device), NAME)
        .or(() -> ParameterProblem.of(() -> Kernels.require(device, precision), "precision"))
        .stream()
        .toList();
  }

  /**
   * The fastest kernels on the device in single precision; the caller closes them.
   *
   * @throws UserFailure when the device cannot be had
   */
  public static Kernels kernels(Parameters parameters) {
    return kernels(parameters, Precision.FP32);
  }

  /**
   * The fastest kernels on the device for a precision; the caller closes them.
   *
   * @throws UserFailure when the device cannot be had or does not compute in the precision
   */
  public static Kernels kernels(Parameters parameters, Precision precision) {
    return Kernels.on(device(parameters), precision);
  }

  private static Device device(Parameters parameters) {
    return Device.parse(parameters.text(NAME));
  }
}
