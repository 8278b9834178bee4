package org.wavetrain.wav2vec2.device;

import java.util.List;

/** What NVIDIA calls the generation of a card, such as 8.6. */
record ComputeCapability(int major, int minor) {
  /**
   * What {@code nd4j-cuda-11.6} 1.0.0-M2.1 holds machine code for. It holds no PTX, which a driver
   * could translate for others.
   */
  private static final List<ComputeCapability> COMPILED =
      List.of(
          new ComputeCapability(3, 7),
          new ComputeCapability(5, 0),
          new ComputeCapability(5, 2),
          new ComputeCapability(6, 0),
          new ComputeCapability(6, 1),
          new ComputeCapability(7, 0),
          new ComputeCapability(7, 5),
          new ComputeCapability(8, 0),
          new ComputeCapability(8, 6));

  /**
   * Reads what {@code nvidia-smi} prints.
   *
   * @throws NumberFormatException when it is not of the form {@code 8.6}
   */
  static ComputeCapability parse(String text) {
    String[] parts = text.split("\\.", 2);
    if (parts.length < 2) {
      throw new NumberFormatException(text);
    }
    return new ComputeCapability(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }

  /**
   * Whether the library runs on such a card. Machine code runs on the generation that it was made
   * for and on later ones with the same first number (CUDA C++ Programming Guide, "Binary
   * Compatibility").
   */
  boolean supported() {
    return COMPILED.stream()
        .anyMatch(compiled -> compiled.major == major && compiled.minor <= minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
