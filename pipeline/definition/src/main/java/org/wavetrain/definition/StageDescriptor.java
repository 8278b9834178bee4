package org.wavetrain.definition;

import java.util.List;

/**
 * What a stage is, as far as the pipeline needs to know: enough to check a pipeline file, to plan
 * and to compute artifact keys without running it.
 *
 * @param kind its name in pipeline files, for example {@code finetune}
 * @param codeVersion raised by hand whenever the same inputs would give another output: it is part
 *     of the artifact's key
 * @param description one sentence
 * @param inputs its inputs
 * @param parameters its parameters
 * @param memoryMebibytes what it needs at most with default parameters; half of it is the heap that
 *     its process gets, with whatever parameters
 * @param shardable whether several processes can share its work
 */
public record StageDescriptor(
    String kind,
    String codeVersion,
    String description,
    List<InputPort> inputs,
    List<Parameter> parameters,
    int memoryMebibytes,
    boolean shardable) {
  /** The parameter that kinds have whose work a graphics card can do. */
  public static final String DEVICE = "device";

  public StageDescriptor {
    inputs = List.copyOf(inputs);
    parameters = List.copyOf(parameters);
  }

  /** A stage whose work cannot be shared out. */
  public StageDescriptor(
      String kind,
      String codeVersion,
      String description,
      List<InputPort> inputs,
      List<Parameter> parameters,
      int memoryMebibytes) {
    this(kind, codeVersion, description, inputs, parameters, memoryMebibytes, false);
  }

  /** Whether a graphics card is of use to it; there is an image for cards of each such kind. */
  public boolean usesCards() {
    return parameters.stream().anyMatch(parameter -> parameter.name().equals(DEVICE));
  }
}
