package org.wavetrain.artifacts;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What an artifact was made from, as its manifest records it.
 *
 * @param inputs content digests of what it was made from, by input name
 * @param parameters the stage's parameters as canonical JSON text ({@link CanonicalJson})
 * @param seed the seed of the run
 * @param codeVersion version of the stage's code
 * @param elapsed how long the stage took
 * @param machine what it took of a machine
 */
public record Provenance(
    Map<String, List<Sha256>> inputs,
    String parameters,
    long seed,
    String codeVersion,
    Duration elapsed,
    MachineUse machine) {
  public Provenance {
    inputs = Map.copyOf(inputs);
  }

  /** Where nobody tells what it took of a machine. */
  public Provenance(
      Map<String, List<Sha256>> inputs,
      String parameters,
      long seed,
      String codeVersion,
      Duration elapsed) {
    this(inputs, parameters, seed, codeVersion, elapsed, MachineUse.UNKNOWN);
  }
}
