package org.wavetrain.wav2vec2.device;

import java.util.List;
import org.wavetrain.failure.UserFailure;

/** Chooses what to compute on before the library for it is loaded. */
public final class DeviceChoice {
  /** The class that makes ND4J compute on CUDA; only in builds with the profile {@code cuda}. */
  private static final String CUDA_BACK_END = "org.nd4j.linalg.jcublas.JCublasBackend";

  /** Raises the priority of ND4J's back end for the processor. */
  private static final String PROCESSOR_FIRST = "BACKEND_PRIORITY_CPU";

  /** That of the back end for CUDA. */
  private static final int CUDA_PRIORITY = 100;

  private DeviceChoice() {}

  /**
   * Chooses for this program on this machine.
   *
   * @return {@link Device#CPU} or {@link Device#CUDA}
   * @throws UserFailure {@code DEVICE_MISSING}, {@code DEVICE_UNSUPPORTED} or {@code
   *     DEVICE_UNKNOWN} when it cannot be had
   */
  public static Device choose(Device wanted) {
    if (!builtForCuda()) {
      return choose(wanted, false, List.of(), false);
    }
    return choose(
        wanted, true, CudaCards.visible(), processorFirst(System.getenv(PROCESSOR_FIRST)));
  }

  /**
   * The rule.
   *
   * @param built whether the program was built for CUDA
   * @param cards what cards there are
   * @param processorFirst whether ND4J was told to prefer the processor all the same
   */
  static Device choose(Device wanted, boolean built, List<CudaCard> cards, boolean processorFirst) {
    boolean card = built && !cards.isEmpty();
    if (wanted == Device.CPU || (wanted == Device.AUTO && (!card || processorFirst))) {
      if (card && !processorFirst) {
        throw new UserFailure(
            DeviceError.DEVICE_MISSING,
            "This program was built for CUDA and there is a card (%s), so it cannot compute on the processor."
                .formatted(cards.get(0).name()),
            "Build it without -Pcuda, or set the environment variable %s=200 for the whole run."
                .formatted(PROCESSOR_FIRST));
      }
      return Device.CPU;
    }
    if (!card) {
      throw new UserFailure(
          DeviceError.DEVICE_MISSING,
          built
              ? "The driver shows no NVIDIA card to compute on."
              : "This program was not built for CUDA.",
          built
              ? "Install the NVIDIA driver, version 510 or newer, let CUDA_VISIBLE_DEVICES name a"
                  + " card if it is set, or set `device: cpu`."
              : "Build it with `mvn -Pcuda -DskipTests -pl pipeline/cli -am package`, or set"
                  + " `device: cpu`.");
    }
    for (CudaCard each : cards) {
      if (!each.capability().supported()) {
        throw new UserFailure(
            DeviceError.DEVICE_UNSUPPORTED,
            "%s has compute capability %s, for which ND4J's CUDA library has no code: it runs on 3.7 and on 5.0 to 8.9."
                .formatted(each.name(), each.capability()),
            "Use another card (CUDA_VISIBLE_DEVICES hides this one), or build without -Pcuda to"
                + " compute on the processor.");
      }
    }
    return Device.CUDA;
  }

  /**
   * Makes sure that ND4J took the card: where it cannot load what it needs for that, it computes on
   * the processor and goes on.
   *
   * @param backEnd the class that it computes with
   * @throws UserFailure {@code DEVICE_MISSING} when it is not that for CUDA
   */
  public static void requireCard(String backEnd) {
    if (!backEnd.equals(CUDA_BACK_END)) {
      throw new UserFailure(
          DeviceError.DEVICE_MISSING,
          "The driver shows an NVIDIA card, but ND4J computes with %s.".formatted(backEnd),
          "Read in the log why it skipped JCublasBackend: it needs a driver of version 510 or newer"
              + " and the libraries of CUDA 11.6, and %s must not be set."
                  .formatted(PROCESSOR_FIRST));
    }
  }

  /**
   * Whether ND4J takes the processor although there is a card.
   *
   * @param priority what the environment says, or null
   */
  static boolean processorFirst(String priority) {
    return priority != null
        && priority.matches("\\d{1,9}")
        && Integer.parseInt(priority) > CUDA_PRIORITY;
  }

  /**
   * The names of the cards that the driver shows, whatever the program was built for.
   *
   * @throws UserFailure {@code DEVICE_UNKNOWN} when the driver cannot be understood
   */
  public static List<String> cards() {
    return CudaCards.visible().stream().map(CudaCard::name).toList();
  }

  private static boolean builtForCuda() {
    try {
      Class.forName(CUDA_BACK_END, false, DeviceChoice.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException plainBuild) {
      return false;
    }
  }
}
