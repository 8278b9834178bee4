package org.wavetrain.report;

import java.nio.file.Path;

/**
 * A folder of the user that a run read: recordings, a model or a language model.
 *
 * @param name what the pipeline file calls it
 * @param path where it is
 */
public record SourceFolder(String name, Path path) {}
