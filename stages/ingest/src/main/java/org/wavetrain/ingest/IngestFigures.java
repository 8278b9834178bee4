package org.wavetrain.ingest;

import java.util.List;
import org.wavetrain.corpus.CorpusSummary;
import org.wavetrain.corpus.Split;
import org.wavetrain.stage.RunLog;

/** What the tracking server is told of a corpus. */
record IngestFigures(
    CorpusSummary summary, DataReport report, NearDuplicates.Found duplicates, Rejects rejects) {
  void log(RunLog log) {
    for (Split split : Split.values()) {
      log.metric("utterances_" + split.label(), summary.split(split).utterances(), 0);
      log.metric("seconds_" + split.label(), summary.split(split).seconds(), 0);
      log.metric("speakers_" + split.label(), summary.split(split).speakers(), 0);
    }
    for (Split split : List.of(Split.VALIDATION, Split.TEST)) {
      SplitContents.Overlap overlap = report.overlap(split);
      log.metric("shared_speakers_" + split.label(), overlap.speakers(), 0);
      log.metric("shared_sentences_" + split.label(), overlap.sentences(), 0);
    }
    log.metric("near_duplicate_groups", duplicates.groups().size(), 0);
    log.metric("near_duplicate_groups_across_splits", duplicates.acrossSplits(), 0);
    log.metric("rejects", rejects.all().size(), 0);
    log.metric("alphabet", summary.alphabet().size(), 0);
    log.metric("labels", summary.labels().size(), 0);
  }
}
