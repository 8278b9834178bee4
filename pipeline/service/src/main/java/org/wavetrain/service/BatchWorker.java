package org.wavetrain.service;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.service.Job.Heard;

/** Asks the model in service for one batch after the other; the runtime uses all processors. */
final class BatchWorker implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(BatchWorker.class);

  private final JobQueue queue;
  private final ModelKeeper models;
  private final ServiceMetrics metrics;

  BatchWorker(JobQueue queue, ModelKeeper models, ServiceMetrics metrics) {
    this.queue = queue;
    this.models = models;
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
    LoadedModel loaded = models.take();
    try {
      long start = System.nanoTime();
      SpeechModel model = loaded.model();
      SpeechTask task = batch.get(0).task();
      List<Answer> answers = model.hear(task, batch.stream().map(Job::samples).toList());
      for (int index = 0; index < batch.size(); index++) {
        batch
            .get(index)
            .answer()
            .complete(new Heard(answers.get(index), model.description(), batch.size()));
      }
      metrics.computed(batch, System.nanoTime() - start);
    } finally {
      loaded.giveBack();
    }
  }
}
