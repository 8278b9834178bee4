package org.wavetrain.service;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A model whose recordings are numbers: it says the first, and how many it heard together. */
final class SpokenNumbers implements SpeechModel {
  /** A number that is heard but cannot be written. */
  static final int UNSPEAKABLE = 99;

  private final String version;
  private final Semaphore turns;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger parts = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @param turns one is needed for each batch
   */
  SpokenNumbers(String version, Semaphore turns) {
    this.version = version;
    this.turns = turns;
  }

  @Override
  public ModelDescription description() {
    return new ModelDescription(
        "numbers",
        Optional.of(version).filter(text -> text.matches("\\d+")).map(Integer::valueOf),
        Optional.of("digest-" + version));
  }

  @Override
  public Set<SpeechTask> tasks() {
    return Set.of(
        version.equals(SpokenVersions.DEAF) ? SpeechTask.CLASSIFY : SpeechTask.TRANSCRIBE);
  }

  @Override
  public Set<AnswerFormat> formats(SpeechTask task) {
    return Set.of(AnswerFormat.JSON, AnswerFormat.TEXT);
  }

  @Override
  public List<Answer> hear(SpeechTask task, List<float[]> recordings, Runnable between) {
    begun.incrementAndGet();
    turns.acquireUninterruptibly();
    if (!tasks().contains(task)) {
      throw new IllegalStateException("it cannot do this");
    }
    for (int part = 0; part < recordings.get(0).length / BatchRule.MOST_SAMPLES; part++) {
      between.run();
      parts.incrementAndGet();
    }
    if (closed.get()) {
      throw new IllegalStateException("the model was closed while it was in use");
    }
    if (recordings.stream().anyMatch(samples -> samples[0] < 0)) {
      throw new IllegalStateException("no such number");
    }
    return recordings.stream()
        .map(samples -> (Answer) format -> answer(samples, recordings.size(), format))
        .toList();
  }

  private static String answer(float[] samples, int together, AnswerFormat format) {
    if (samples[0] == UNSPEAKABLE) {
      throw new IllegalStateException("it cannot be written");
    }
    int number = (int) samples[0];
    return format == AnswerFormat.JSON
        ? "{\"number\":" + number + ",\"together\":" + together + "}"
        : number + "\n";
  }

  /** Batches so far, with that which it hears now. */
  int begun() {
    return begun.get();
  }

  /** Parts of long recordings so far. */
  int parts() {
    return parts.get();
  }

  boolean isClosed() {
    return closed.get();
  }

  @Override
  public void close() {
    closed.set(true);
  }
}
