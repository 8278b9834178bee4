package org.wavetrain.definition;

import java.nio.file.Path;

/**
 * A folder of the user's: recordings or a model. For some inputs it may be a single file.
 *
 * @param name its name in the pipeline file
 * @param path where it is, absolute
 * @param layout the corpus layout, or {@code auto} to recognise it
 */
public record Source(String name, Path path, String layout) {}
