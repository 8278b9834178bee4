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
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.CorpusSummary;
import org.wavetrain.corpus.CorpusWriter;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.SplitSummary;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.failure.UserFailure;
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
  private final int copies;
  private final boolean transcribedOnly;
  private final CopyMaker maker;
  private final ExecutorService executor;
  private final Queue<Future<List<AugmentedCopy>>> ahead = new ArrayDeque<>();
  private long expected;
  private long attempted;
  private long written;

  CorpusAugmentation(StageContext context, ExecutorService executor) {
    this.context = context;
    this.executor = executor;
    this.copies = Math.toIntExact(context.parameters().integer(AugmentStage.COPIES));
    this.transcribedOnly = context.parameters().flag(AugmentStage.TRANSCRIBED_ONLY);
    this.maker = new CopyMaker(new EffectPlan(context.parameters(), context.seed()));
  }

  /** Runs it on so many threads. */
  static void run(StageContext context, int threads) throws IOException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      new CorpusAugmentation(context, executor).run();
    } finally {
      executor.shutdownNow();
    }
  }

  private void run() throws IOException {
    CorpusReader corpus = CorpusReader.open(context.input(AugmentStage.CORPUS));
    SplitSummary training = corpus.summary().split(Split.TRAIN);
    expected = (long) copies * (transcribedOnly ? training.transcribed() : training.utterances());
    if (expected == 0) {
      throw new UserFailure(
          AugmentError.AUGMENT_NOTHING_TO_COPY,
          "None of the corpus's %d training utterances has a text."
              .formatted(training.utterances()),
          "Set augment's transcribed_only to false, or leave the stage out.");
    }
    try (CorpusWriter writer =
        new CorpusWriter(context.output(), context.workDirectory().resolve("shards"))) {
      corpus.forEach(this::isWanted, (utterance, samples) -> submit(writer, utterance, samples));
      while (!ahead.isEmpty()) {
        writeNext(writer);
      }
      logFigures(writer.finish(corpus.summary().sources(), Map.of()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private boolean isWanted(Utterance utterance) {
    return utterance.split() == Split.TRAIN
        && utterance.augmentation().isEmpty()
        && (!transcribedOnly || utterance.text().isPresent());
  }

  private void submit(CorpusWriter writer, Utterance utterance, short[] samples) {
    ahead.add(executor.submit(() -> copiesOf(utterance, samples)));
    if (ahead.size() >= CHANGED_AHEAD) {
      writeNext(writer);
    }
  }

  private List<AugmentedCopy> copiesOf(Utterance utterance, short[] samples) {
    List<AugmentedCopy> made = new ArrayList<>(copies);
    for (int copy = 1; copy <= copies; copy++) {
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
    attempted += copies;
    context.progress().update(attempted, expected, "copies", Map.of());
    if (context.stopRequested()) {
      throw new StageStopped("stopped after " + written + " copies");
    }
  }

  private void logFigures(CorpusSummary summary) {
    context.log().metric("copies", written, 0);
    context.log().metric("copies_left_out", attempted - written, 0);
    context.log().metric("seconds_train", summary.split(Split.TRAIN).seconds(), 0);
    if (written < attempted) {
      context
          .progress()
          .message(
              "%d of %d copies were left out: shortened, they could not carry their text."
                  .formatted(attempted - written, attempted));
    }
  }
}
