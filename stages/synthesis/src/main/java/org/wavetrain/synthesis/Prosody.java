package org.wavetrain.synthesis;

/**
 * How something is said.
 *
 * @param pitchHz mean pitch
 * @param pitchRangeHz standard deviation of the pitch
 * @param wordsPerMinute speaking rate
 * @param tilt between -0.5 (bright) and 0.5 (dark): the weight of the sample before in a two-tap
 *     filter, which stands for the colour of a voice
 * @param gain factor on the samples, 0 to 1
 */
public record Prosody(
    double pitchHz, double pitchRangeHz, double wordsPerMinute, double tilt, double gain) {}
