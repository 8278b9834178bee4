package org.wavetrain.corpus;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Counts what goes into a corpus. */
final class CorpusTally {
  private final Map<Split, SplitTally> splits = new EnumMap<>(Split.class);
  private final TreeSet<Integer> alphabet = new TreeSet<>();
  private final TreeSet<String> labels = new TreeSet<>();

  void add(Utterance utterance) {
    splits.computeIfAbsent(utterance.split(), split -> new SplitTally()).add(utterance);
    utterance.label().ifPresent(labels::add);
    if (utterance.split() == Split.TRAIN) {
      utterance.text().ifPresent(text -> text.codePoints().forEach(alphabet::add));
    }
  }

  CorpusSummary summary(
      List<CorpusSource> sources, List<String> shards, Map<String, Integer> rejects) {
    Map<Split, SplitSummary> sizes = new EnumMap<>(Split.class);
    splits.forEach((split, tally) -> sizes.put(split, tally.summary()));
    return new CorpusSummary(
        Utterance.SAMPLE_RATE_HZ,
        sources,
        shards,
        alphabet.stream().map(Character::toString).toList(),
        new ArrayList<>(labels),
        sizes,
        rejects);
  }

  private static final class SplitTally {
    private final Set<String> speakers = new HashSet<>();
    private int utterances;
    private long samples;
    private int transcribed;
    private int labelled;

    void add(Utterance utterance) {
      utterances++;
      samples += utterance.samples();
      speakers.add(utterance.speaker());
      transcribed += utterance.text().isPresent() ? 1 : 0;
      labelled += utterance.label().isPresent() ? 1 : 0;
    }

    SplitSummary summary() {
      return new SplitSummary(
          utterances,
          samples / (double) Utterance.SAMPLE_RATE_HZ,
          speakers.size(),
          transcribed,
          labelled);
    }
  }
}
