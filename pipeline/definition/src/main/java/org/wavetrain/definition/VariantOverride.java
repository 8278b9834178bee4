package org.wavetrain.definition;

/**
 * The variant that the command line asks for: {@code --variant name}.
 *
 * @param variant its name in the pipeline file
 */
public record VariantOverride(String variant) implements CommandLineOverride {
  @Override
  public String option() {
    return "--variant " + variant;
  }
}
