package org.wavetrain.corpus;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The form of {@code corpus.json}. */
@JsonPropertyOrder({
  "sample_rate_hz",
  "sources",
  "shards",
  "alphabet",
  "labels",
  "splits",
  "rejects"
})
record CorpusSummaryJson(
    int sampleRateHz,
    List<CorpusSource> sources,
    List<String> shards,
    List<String> alphabet,
    List<String> labels,
    TreeMap<String, SplitSummary> splits,
    TreeMap<String, Integer> rejects) {
  /** Corpora that were made before sources were listed have none. */
  CorpusSummaryJson {
    sources = sources == null ? List.of() : sources;
  }

  static CorpusSummaryJson of(CorpusSummary summary) {
    TreeMap<String, SplitSummary> splits = new TreeMap<>();
    summary.splits().forEach((split, size) -> splits.put(split.label(), size));
    return new CorpusSummaryJson(
        summary.sampleRateHz(),
        summary.sources(),
        summary.shards(),
        summary.alphabet(),
        summary.labels(),
        splits,
        new TreeMap<>(summary.rejects()));
  }

  CorpusSummary toSummary() {
    Map<Split, SplitSummary> sizes = new TreeMap<>();
    splits.forEach((split, size) -> sizes.put(Split.ofLabel(split), size));
    return new CorpusSummary(sampleRateHz, sources, shards, alphabet, labels, sizes, rejects);
  }
}
