package org.wavetrain.wav2vec2.model;

/**
 * Where a parameter lies in the flat vectors.
 *
 * @param name the tensor's name in Hugging Face's checkpoints
 * @param shape the tensor's shape there; row-major
 * @param offset first element in the flat vector
 * @param length number of elements
 * @param trainable whether its gradient is computed; that of others is zero
 */
public record ParameterSlot(
    String name, long[] shape, long offset, long length, boolean trainable) {}
