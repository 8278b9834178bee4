package org.wavetrain.service;

import java.util.concurrent.CompletableFuture;

/**
 * A recording that waits for its answer.
 *
 * @param arrivedNanos when it came, by {@link System#nanoTime}
 */
record Job(SpeechTask task, float[] samples, long arrivedNanos, CompletableFuture<Heard> answer) {
  /**
   * An answer.
   *
   * @param together how many recordings were in the batch
   */
  record Heard(Answer answer, ModelDescription model, int together) {}

  static Job of(SpeechTask task, float[] samples) {
    return new Job(task, samples, System.nanoTime(), new CompletableFuture<>());
  }

  /** Nobody waits any more. */
  boolean isGivenUp() {
    return answer.isDone();
  }
}
