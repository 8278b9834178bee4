package org.wavetrain.corpus;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The form of {@code corpus.json}. */
@JsonPropertyOrder({"sample_rate_hz", "shards", "alphabet", "labels", "splits", "rejects"})
record CorpusSummaryJson(
    int sampleRateHz,
    List<String> shards,
    List<String> alphabet,
    List<String> labels,
    TreeMap<String, SplitSummary> splits,
    TreeMap<String, Integer> rejects) {

  static CorpusSummaryJson of(CorpusSummary summary) {
    TreeMap<String, SplitSummary> splits = new TreeMap<>();
    summary.splits().forEach((split, size) -> splits.put(split.label(), size));
    return new CorpusSummaryJson(
        summary.sampleRateHz(),
        summary.shards(),
        summary.alphabet(),
        summary.labels(),
        splits,
        new TreeMap<>(summary.rejects()));
  }

  CorpusSummary toSummary() {
    Map<Split, SplitSummary> sizes = new TreeMap<>();
    splits.forEach((split, size) -> sizes.put(Split.ofLabel(split), size));
    return new CorpusSummary(sampleRateHz, shards, alphabet, labels, sizes, rejects);
  }
}
