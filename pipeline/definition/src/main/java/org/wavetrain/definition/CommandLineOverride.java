package org.wavetrain.definition;

/** Something that the command line says in place of the pipeline file. */
sealed interface CommandLineOverride permits ParameterOverride, SourceOverride, VariantOverride {
  /** The option as it was given. */
  String option();
}
