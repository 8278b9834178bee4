package org.wavetrain.corpus;

import java.util.List;
import java.util.Map;

/**
 * What {@code corpus.json} says of a corpus.
 *
 * @param sampleRateHz always 16,000
 * @param sources the folders that its utterances are from, in the order of their names; none when
 *     that is not known
 * @param shards names of the shard files, in order
 * @param alphabet the characters of the training split's texts, each a string of one code point,
 *     sorted; the space is among them
 * @param labels the labels of all splits, sorted
 * @param splits size of each split
 * @param rejects how many recordings were set aside, by reason
 */
public record CorpusSummary(
    int sampleRateHz,
    List<CorpusSource> sources,
    List<String> shards,
    List<String> alphabet,
    List<String> labels,
    Map<Split, SplitSummary> splits,
    Map<String, Integer> rejects) {
  public CorpusSummary {
    sources = List.copyOf(sources);
    shards = List.copyOf(shards);
    alphabet = List.copyOf(alphabet);
    labels = List.copyOf(labels);
    splits = Map.copyOf(splits);
    rejects = Map.copyOf(rejects);
  }

  /** Size of one split; zeros when the corpus has nothing of it. */
  public SplitSummary split(Split split) {
    return splits.getOrDefault(split, new SplitSummary(0, 0, 0, 0, 0));
  }
}
