package org.wavetrain.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Recordings that wait; how many that can be is bounded by who puts them here. */
final class JobQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Job> waiting = new ArrayList<>();
  private final BatchRule rule;
  private final Duration patience;
  private boolean closed;

  /**
   * @param patience how long the first recording of a batch waits for others
   */
  JobQueue(BatchRule rule, Duration patience) {
    this.rule = rule;
    this.patience = patience;
  }

  void add(Job job) {
    lock.lock();
    try {
      waiting.add(job);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the next batch.
   *
   * @return empty when the queue was closed and nothing is left
   */
  List<Job> take() throws InterruptedException {
    lock.lock();
    try {
      while (true) {
        waiting.removeIf(Job::isGivenUp);
        if (waiting.isEmpty()) {
          if (closed) {
            return List.of();
          }
          changed.await();
        } else {
          List<Job> batch = rule.choose(waiting);
          long left = waiting.get(0).arrivedNanos() + patience.toNanos() - System.nanoTime();
          if (closed || left <= 0 || batch.size() == rule.most()) {
            waiting.removeAll(batch);
            return batch;
          }
          changed.awaitNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** The next batch of those that are heard in one go; empty when none waits. */
  List<Job> takeShort() {
    lock.lock();
    try {
      waiting.removeIf(Job::isGivenUp);
      List<Job> those = waiting.stream().filter(BatchRule::isShort).toList();
      List<Job> batch = those.isEmpty() ? List.of() : rule.choose(those);
      waiting.removeAll(batch);
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** What waits is still handed out, but nobody waits for more. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
