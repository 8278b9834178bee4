package org.wavetrain.augment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.wavetrain.corpus.CorpusWriter;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.stage.Shard;
import org.wavetrain.stage.StageContext;
import org.wavetrain.stage.StageStopped;

/**
 * One run of augment: reads the training utterances, changes them on all processors and writes the
 * copies in the order of the originals, so that the corpus does not depend on the number of
 * threads.
 */
final class CorpusAugmentation {
  /** Utterances in memory at a time: enough to keep all processors busy. */
  private static final int CHANGED_AHEAD = 64;

  private final StageContext context;
  private final Shard shard;
  private final Originals originals;
  private final CopyMaker maker;
  private final ExecutorService executor;
  private final Queue<Future<List<AugmentedCopy>>> ahead = new ArrayDeque<>();
  private long seen;
  private long attempted;
  private long written;

  private CorpusAugmentation(StageContext context, Shard shard, ExecutorService executor)
      throws IOException {
    this.context = context;
    this.shard = shard;
    this.executor = executor;
    this.originals = Originals.of(context);
    this.maker = new CopyMaker(new EffectPlan(context.parameters(), context.seed()));
  }

  /**
   * Runs it on so many threads.
   *
   * @param shard whose originals to copy
   */
  static void run(StageContext context, Shard shard, int threads) throws IOException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      new CorpusAugmentation(context, shard, executor).run();
    } finally {
      executor.shutdownNow();
    }
  }

  private void run() throws IOException {
    try (CorpusWriter writer =
        new CorpusWriter(context.output(), context.workDirectory().resolve("shards"))) {
      originals
          .corpus()
          .forEach(this::isWanted, (utterance, samples) -> submit(writer, utterance, samples));
      while (!ahead.isEmpty()) {
        writeNext(writer);
      }
      originals.finish(writer, written, attempted);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private boolean isWanted(Utterance utterance) {
    return originals.contain(utterance) && shard.has(seen++, originals.count());
  }

  private void submit(CorpusWriter writer, Utterance utterance, short[] samples) {
    ahead.add(executor.submit(() -> copiesOf(utterance, samples)));
    if (ahead.size() >= CHANGED_AHEAD) {
      writeNext(writer);
    }
  }

  private List<AugmentedCopy> copiesOf(Utterance utterance, short[] samples) {
    List<AugmentedCopy> made = new ArrayList<>(originals.copies());
    for (int copy = 1; copy <= originals.copies(); copy++) {
      Optional<AugmentedCopy> next = maker.copy(utterance, samples, copy);
      next.ifPresent(made::add);
    }
    return made;
  }

  private void writeNext(CorpusWriter writer) {
    try {
      for (AugmentedCopy copy : ahead.remove().get()) {
        writer.add(copy.utterance(), copy.samples());
        written++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("could not change an utterance", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StageStopped("interrupted after " + written + " copies");
    }
    attempted += originals.copies();
    long ofShard = shard.end(originals.count()) - shard.first(originals.count());
    context.progress().update(attempted, ofShard * originals.copies(), "copies", Map.of());
    if (context.stopRequested()) {
      throw new StageStopped("stopped after " + written + " copies");
    }
  }
}
