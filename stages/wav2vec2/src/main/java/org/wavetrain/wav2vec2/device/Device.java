package org.wavetrain.wav2vec2.device;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the network is to be computed on. */
public enum Device {
  /** The processor. */
  CPU,
  /** An NVIDIA card. */
  CUDA,
  /** A card if the program was built for one and there is one, otherwise the processor. */
  AUTO;

  /** The values as users write them. */
  public static List<String> names() {
    return Stream.of(values()).map(device -> device.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** One of {@link #names}. */
  public static Device parse(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
