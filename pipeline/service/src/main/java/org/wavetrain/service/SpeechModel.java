package org.wavetrain.service;

import java.util.List;
import java.util.Set;

/** A model in memory. One batch at a time is asked of it. */
public interface SpeechModel extends AutoCloseable {
  ModelDescription description();

  /** What it can be asked for. */
  Set<SpeechTask> tasks();

  /** How it can answer. */
  Set<AnswerFormat> formats(SpeechTask task);

  /**
   * Hears several recordings; what each says does not depend on the others.
   *
   * @param task one of {@link #tasks}
   * @param recordings samples of each, 16 kHz mono, full scale 1
   * @param between is run before each part of a recording that is heard in parts since it is long;
   *     what it throws ends the hearing
   * @return an answer for each
   */
  List<Answer> hear(SpeechTask task, List<float[]> recordings, Runnable between);

  /** Frees its memory. */
  @Override
  void close();
}
