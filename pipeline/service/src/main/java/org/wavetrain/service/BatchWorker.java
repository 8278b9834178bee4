package org.wavetrain.service;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the models for one batch after the other; the runtime uses all processors. Between two parts
 * of a long recording, one batch of short ones has its turn.
 */
final class BatchWorker implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(BatchWorker.class);

  private final JobQueue queue;
  private final ServiceMetrics metrics;

  /** What batches have taken that had their turn within others. */
  private long withinOthersNanos;

  BatchWorker(JobQueue queue, ServiceMetrics metrics) {
    this.queue = queue;
    this.metrics = metrics;
  }

  @Override
  public void run() {
    try {
      for (List<Job> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
        answer(batch);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever goes wrong with a batch, the next one is heard. */
  private void answer(List<Job> batch) {
    try {
      hear(batch);
    } catch (RuntimeException | Error failure) {
      if (batch.size() == 1) {
        batch.get(0).answer().completeExceptionally(failure);
      } else {
        // Perhaps one of them alone is to blame.
        LOG.warn("a batch of {} failed: one by one now", batch.size(), failure);
        batch.forEach(job -> answer(List.of(job)));
      }
    }
  }

  private void hear(List<Job> batch) {
    LoadedModel loaded = batch.get(0).model();
    if (!loaded.take()) {
      // It was held for each of them: nobody waits any more.
      return;
    }
    try {
      long start = System.nanoTime();
      long others = withinOthersNanos;
      List<Answer> answers =
          loaded
              .model()
              .hear(
                  batch.get(0).task(),
                  batch.stream().map(Job::samples).toList(),
                  () -> giveWay(batch));
      for (int index = 0; index < batch.size(); index++) {
        batch.get(index).complete(answers.get(index), batch.size());
      }
      metrics.computed(batch, System.nanoTime() - start - (withinOthersNanos - others));
    } finally {
      loaded.giveBack();
    }
  }

  private void giveWay(List<Job> batch) {
    if (batch.stream().allMatch(Job::isGivenUp)) {
      throw new CancellationException("nobody waits for the answer any more");
    }
    List<Job> others = queue.takeShort();
    if (!others.isEmpty()) {
      long start = System.nanoTime();
      answer(others);
      withinOthersNanos += System.nanoTime() - start;
    }
  }
}
