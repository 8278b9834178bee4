package org.wavetrain.service;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which recordings are heard together: those of one task and one model that are about as long, so
 * that little is padding.
 *
 * @param most recordings of a batch
 */
record BatchRule(int most) {
  /** Half a minute: the memory for a batch grows with it. */
  static final long MOST_SAMPLES = 30L * Job.SAMPLE_RATE_HZ;

  /** What of a batch may be padding. */
  private static final double MOST_PADDING = 0.2;

  /**
   * The batch of the job that waits longest.
   *
   * @param waiting in the order of arrival; at least one
   */
  List<Job> choose(List<Job> waiting) {
    Job first = waiting.get(0);
    List<Job> near =
        waiting.stream()
            .skip(1)
            .filter(job -> job.task() == first.task() && job.model() == first.model())
            .sorted(
                Comparator.comparingInt(
                    job -> Math.abs(job.samples().length - first.samples().length)))
            .toList();
    List<Job> batch = new ArrayList<>(List.of(first));
    for (Job job : near) {
      batch.add(job);
      if (batch.size() > most || !isGood(batch)) {
        batch.remove(batch.size() - 1);
        break;
      }
    }
    return batch;
  }

  /** Whether it is heard in one go, and not by itself in parts. */
  static boolean isShort(Job job) {
    return job.samples().length <= MOST_SAMPLES;
  }

  private static boolean isGood(List<Job> batch) {
    long longest = batch.stream().mapToLong(job -> job.samples().length).max().orElseThrow();
    long real = batch.stream().mapToLong(job -> job.samples().length).sum();
    long padded = longest * batch.size();
    return padded <= MOST_SAMPLES && padded - real <= MOST_PADDING * padded;
  }
}
