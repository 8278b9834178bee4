package org.wavetrain.wav2vec2.kernels;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.device.Device;
import org.wavetrain.wav2vec2.device.DeviceChoice;

/** Chooses, and says so when the choice is the slow one. */
final class FastestKernels {
  private static final Logger LOG = LoggerFactory.getLogger(FastestKernels.class);

  private FastestKernels() {}

  static boolean supports(Precision precision) {
    try {
      Kernels.require(Device.AUTO, precision);
      return true;
    } catch (UserFailure refused) {
      return false;
    }
  }

  /**
   * @throws UserFailure {@code PRECISION_UNSUPPORTED} when the device does not compute in it
   */
  static void require(Device device, Precision precision) {
    if (precision == Precision.FP32) {
      return;
    }
    if (device == Device.CUDA) {
      throw unsupported(precision, "which ND4J has no switch for on a card");
    }
    if (precision == Precision.TF32) {
      throw unsupported(
          precision, "which NVIDIA's graphics processors multiply, and this is the CPU");
    }
    if (!multipliesBfloat16()) {
      throw unsupported(
          precision, "for which the processor needs AVX512-BF16 or AMX, and this one has neither");
    }
  }

  private static boolean multipliesBfloat16() {
    try {
      return OneDnnKernels.multipliesBfloat16();
    } catch (LinkageError missing) {
      throw unsupported(
          Precision.BF16, "which needs oneDNN, and that has no library for this machine");
    }
  }

  /**
   * @throws UserFailure {@code PRECISION_UNSUPPORTED} when the device does not compute in it,
   *     {@code DEVICE_MISSING} when ND4J could not take the card
   */
  static Kernels create(Device device, Precision precision) {
    require(device, precision);
    if (device == Device.CUDA) {
      DeviceChoice.requireCard(Nd4j.getBackend().getClass().getName());
      return new Nd4jKernels(DataType.FLOAT);
    }
    try {
      return new OneDnnKernels(precision);
    } catch (LinkageError missing) {
      // Only in single precision: for another, the library was asked and so is there.
      LOG.warn(
          "oneDNN has no library for this machine ({}); training uses ND4J's operations, which are"
              + " several times slower.",
          missing.toString());
      return new Nd4jKernels(DataType.FLOAT);
    }
  }

  private static UserFailure unsupported(Precision precision, String why) {
    return new UserFailure(
        KernelError.PRECISION_UNSUPPORTED,
        "The precision is " + precision.word() + ", " + why + ".",
        "Set `precision` to fp32, or run on another machine.");
  }
}
