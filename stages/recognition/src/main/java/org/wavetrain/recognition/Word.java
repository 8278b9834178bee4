package org.wavetrain.recognition;

import java.time.Duration;

/**
 * A word that was heard.
 *
 * @param start when its first character is heard, from the recording's beginning
 * @param end when its last character has been heard
 * @param confidence the mean, over the frames in which its characters are heard, of the character's
 *     probability by the network (softmax of the frame's scores); from 0 to 1
 * @param frames how many these are
 */
public record Word(String text, Duration start, Duration end, double confidence, int frames) {}
