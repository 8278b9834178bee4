package org.wavetrain.recognition;

/**
 * A part of a recording.
 *
 * @param first its first frame
 */
record Passage(int first, int frames) {}
