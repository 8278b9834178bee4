package org.wavetrain.report;

import java.util.Optional;

/** What the model in service was trained on, as seen from a corpus that is looked at. */
public sealed interface CorpusInService {
  /** No model is in service, or its corpus is not known or not there any more. */
  record Unknown() implements CorpusInService {}

  /** It is the very corpus that is looked at. */
  record Same() implements CorpusInService {}

  /** It is another one. */
  record Other(CorpusFigures figures) implements CorpusInService {}

  /** Its figures, if it is another one. */
  default Optional<CorpusFigures> other() {
    return this instanceof Other other ? Optional.of(other.figures()) : Optional.empty();
  }
}
