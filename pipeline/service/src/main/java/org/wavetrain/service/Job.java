package org.wavetrain.service;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A recording that waits for its answer.
 *
 * @param samples 16 kHz mono, full scale 1
 * @param model that was in service when the request came; held for it until it has its answer
 * @param arrivedNanos when it came, by {@link System#nanoTime}
 */
record Job(
    SpeechTask task,
    float[] samples,
    LoadedModel model,
    long arrivedNanos,
    CompletableFuture<Heard> answer) {
  static final int SAMPLE_RATE_HZ = 16_000;

  /**
   * An answer.
   *
   * @param sound how long the recording is
   * @param together how many recordings were in the batch
   */
  record Heard(Answer answer, ModelDescription model, Duration sound, int together) {}

  static Job of(
      SpeechTask task, float[] samples, LoadedModel model, CompletableFuture<Heard> answer) {
    return new Job(task, samples, model, System.nanoTime(), answer);
  }

  /** Gives it its answer. */
  void complete(Answer said, int together) {
    Duration sound = Duration.ofMillis(samples.length * 1000L / SAMPLE_RATE_HZ);
    answer.complete(new Heard(said, model.model().description(), sound, together));
  }

  /** Nobody waits any more. */
  boolean isGivenUp() {
    return answer.isDone();
  }
}
