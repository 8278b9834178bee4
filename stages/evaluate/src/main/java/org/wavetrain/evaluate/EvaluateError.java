package org.wavetrain.evaluate;

import org.wavetrain.failure.ErrorCode;

/** What can be wrong with what a model is to be evaluated on. */
public enum EvaluateError implements ErrorCode {
  /** The test split has no utterance with a text, or none with a label for the classifier. */
  EVALUATE_SPLIT_EMPTY,
  /** An utterance has a label that the classifier does not know. */
  EVALUATE_LABEL_UNKNOWN,
  /** The model to evaluate does not transcribe, or does not classify, or gives no scores. */
  EVALUATE_MODEL_UNSUITABLE,
  /** The model has no exit where it is to be left. */
  EVALUATE_EXIT_UNKNOWN
}
