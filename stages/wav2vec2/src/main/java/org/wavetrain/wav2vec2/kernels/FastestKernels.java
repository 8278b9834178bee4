package org.wavetrain.wav2vec2.kernels;

import org.nd4j.linalg.api.buffer.DataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.device.Device;

/** Chooses, and says so when the choice is the slow one. */
final class FastestKernels {
  private static final Logger LOG = LoggerFactory.getLogger(FastestKernels.class);

  private FastestKernels() {}

  static boolean supports(Precision precision) {
    try {
      Kernels.on(Device.AUTO, precision).close();
      return true;
    } catch (UserFailure refused) {
      return false;
    }
  }

  static Kernels create(Device device, Precision precision) {
    if (device == Device.CUDA) {
      if (precision != Precision.FP32) {
        throw unsupported(precision, "which ND4J has no switch for on a card");
      }
      return new Nd4jKernels(DataType.FLOAT);
    }
    if (precision == Precision.TF32) {
      throw unsupported(
          precision, "which NVIDIA's graphics processors multiply, and this is the CPU");
    }
    try {
      if (precision == Precision.BF16 && !OneDnnKernels.multipliesBfloat16()) {
        throw unsupported(
            precision,
            "for which the processor needs AVX512-BF16 or AMX, and this one has neither");
      }
      return new OneDnnKernels(precision);
    } catch (LinkageError missing) {
      if (precision != Precision.FP32) {
        throw unsupported(
            precision, "which needs oneDNN, and that has no library for this machine");
      }
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
