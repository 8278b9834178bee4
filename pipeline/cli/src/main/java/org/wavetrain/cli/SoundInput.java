package org.wavetrain.cli;

import java.nio.file.Path;

/**
 * A recording to be used.
 *
 * @param name what it was called by whoever named it
 * @param file where it is
 * @param stem where results are to go within a folder for them, without an ending
 */
record SoundInput(String name, Path file, Path stem) {
  /** Its ending with the dot, if it has one. */
  String ending() {
    String own = file.getFileName().toString();
    int dot = own.lastIndexOf('.');
    return dot <= 0 ? "" : own.substring(dot);
  }
}
