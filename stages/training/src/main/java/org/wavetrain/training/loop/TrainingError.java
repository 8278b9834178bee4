package org.wavetrain.training.loop;

import org.wavetrain.failure.ErrorCode;

/** What can go wrong in training that the user can mend. */
public enum TrainingError implements ErrorCode {
  /** Losses or gradients are not finite, time and again. */
  TRAINING_DIVERGED,
  /** No utterance of the corpus can be trained on. */
  TRAINING_CORPUS_EMPTY,
  /** The corpus does not fit on the disk of the work folder. */
  TRAINING_CORPUS_TOO_LARGE,
  /** The training split has fewer than two classes, or not all that the validation split has. */
  TRAINING_CLASSES_MISSING,
  /** Too many utterances had to be set aside. */
  TRAINING_UTTERANCES_UNFIT,
  /** The model that training starts from lacks tensors. */
  TRAINING_START_INCOMPLETE,
  /** Parameters contradict each other or the model that training starts from. */
  TRAINING_PARAMETERS_CONTRADICT
}
