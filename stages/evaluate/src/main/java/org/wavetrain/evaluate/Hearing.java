package org.wavetrain.evaluate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.stage.Shard;
import org.wavetrain.stage.StageContext;
import org.wavetrain.stage.StageStopped;

/**
 * Takes utterances through the networks, batch by batch. Every batch is one shard's: what is in a
 * batch does not depend on how many shards there are.
 */
final class Hearing {
  private final StageContext context;
  private final CorpusReader corpus;
  private final Set<Split> splits;
  private final Shard shard;
  private final long total;
  private long begun;
  private long done;

  /** Takes what the networks make of utterances. */
  interface Listener {
    /**
     * @param readings of the transcriber, one for each exit
     */
    void heard(Utterance utterance, List<Reading> readings);

    /**
     * @param predicted the classifier's label, as an index
     */
    void classified(Utterance utterance, int predicted);

    /** How well they do so far. */
    Map<String, Double> figures();
  }

  /**
   * @param splits whose utterances are heard
   * @param total how many results there are in all shards, to show progress
   */
  Hearing(StageContext context, CorpusReader corpus, Set<Split> splits, Shard shard, long total) {
    this.context = context;
    this.corpus = corpus;
    this.splits = splits;
    this.shard = shard;
    this.total = total;
  }

  void of(Networks networks, Listener listener) throws IOException {
    List<UtteranceBatches> batches = new ArrayList<>();
    batches.add(transcription(networks.transcriber(), listener));
    networks.classifier().ifPresent(network -> batches.add(classification(network, listener)));
    corpus.forEach(
        utterance ->
            splits.contains(utterance.split())
                && batches.stream().anyMatch(some -> some.wants(utterance)),
        (utterance, samples) -> batches.forEach(some -> some.add(utterance, samples)));
    batches.forEach(UtteranceBatches::flush);
  }

  private UtteranceBatches transcription(Transcriber network, Listener listener) {
    return new UtteranceBatches(
        network.form(),
        batchSize(),
        utterance -> utterance.text().isPresent(),
        (utterances, waveforms) -> {
          if (isOfShard()) {
            List<List<Reading>> readings = network.transcribe(waveforms);
            for (int index = 0; index < utterances.size(); index++) {
              listener.heard(utterances.get(index), readings.get(index));
            }
          }
          report(utterances.size(), listener);
        });
  }

  private UtteranceBatches classification(Classifier network, Listener listener) {
    return new UtteranceBatches(
        network.form(),
        batchSize(),
        utterance -> utterance.label().isPresent(),
        (utterances, waveforms) -> {
          if (isOfShard()) {
            int[] predicted = network.classify(waveforms);
            for (int index = 0; index < utterances.size(); index++) {
              listener.classified(utterances.get(index), predicted[index]);
            }
          }
          report(utterances.size(), listener);
        });
  }

  private int batchSize() {
    return Math.toIntExact(context.parameters().integer(EvaluateStage.BATCH_SIZE));
  }

  /** In turn, since batches get longer and nobody knows how many there will be. */
  private boolean isOfShard() {
    return begun++ % shard.count() == shard.index();
  }

  private void report(int utterances, Listener listener) {
    if (context.stopRequested()) {
      throw new StageStopped("asked to stop; nothing to save");
    }
    done += utterances;
    context.progress().update(done, total, "utterances", listener.figures());
  }
}
