package org.wavetrain.synthesis;

/**
 * One file to be spoken.
 *
 * @param path where it goes, below the corpus folder
 * @param text what is said
 * @param prosody how it is said
 */
record Recording(String path, String text, Prosody prosody) {}
