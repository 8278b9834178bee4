package org.wavetrain.wav2vec2;

import org.wavetrain.failure.ErrorCode;

/** What can be wrong with a model that a user brings. */
public enum ModelError implements ErrorCode {
  /** A file of a model folder cannot be read, or is not the JSON it should be. */
  MODEL_UNREADABLE,
  /** There is no folder where a model is to be. */
  MODEL_FOLDER_MISSING,
  /** A model folder lacks a file that is needed. */
  MODEL_INCOMPLETE,
  /** A model folder has its weights as a pickle only. */
  MODEL_PICKLED,
  /** {@code config.json} contradicts itself or asks for what is not supported. */
  MODEL_CONFIGURATION_INVALID,
  /** A safetensors file breaks the rules of its format. */
  MODEL_TENSORS_INVALID,
  /** {@code vocab.json} does not give every identifier exactly one token. */
  MODEL_VOCABULARY_INVALID,
  /**
   * A tensor that the model needs is missing or has another shape, or {@code config.json} does not
   * account for one of the trunk.
   */
  MODEL_TENSORS_MISMATCHED,
  /** A model passes what a file of ONNX can hold. */
  MODEL_TOO_LARGE_FOR_ONNX
}
