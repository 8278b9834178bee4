package org.wavetrain.wav2vec2.format;

/**
 * Where one tensor lies in a safetensors file.
 *
 * @param begin first byte, counted from the end of the header
 * @param end byte after the last
 */
record TensorEntry(String name, ElementType type, long[] shape, long begin, long end) {}
