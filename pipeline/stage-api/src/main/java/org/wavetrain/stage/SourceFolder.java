package org.wavetrain.stage;

import java.nio.file.Path;

/**
 * A folder of the user's: recordings or a model. For a port that accepts {@link
 * org.wavetrain.definition.InputPort#FILE} it may be a single file.
 *
 * @param name its name in the pipeline file
 * @param path where it is
 * @param layout the corpus layout, for example {@code ljspeech}, or {@code auto} to recognise it
 */
public record SourceFolder(String name, Path path, String layout) {}
