package org.wavetrain.ingest;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.wavetrain.corpus.DividedBy;
import org.wavetrain.corpus.Split;

/** Collects where the recordings of the sources go. */
final class SplitPlanBuilder {
  private final Map<String, Split> splits = new HashMap<>();
  private final Map<String, SplitPlan.Division> divisions = new TreeMap<>();
  private final SplitContents intendedContents = new SplitContents();
  private final SplitContents placedContents = new SplitContents();

  /** Adds a source that is divided as the corpus says. */
  void addDefined(String source, List<Candidate> own, CorpusSplits.Placement placement) {
    SplitContents contents = add(own, placement.intended(), placement.placed());
    boolean apart = true;
    for (Split one : Split.values()) {
      for (Split other : Split.values()) {
        apart &= one == other || contents.overlap(one, other).sentences() == 0;
      }
    }
    divisions.put(
        source,
        division(
            DividedBy.CORPUS,
            own,
            placement.placed(),
            apart,
            CorpusSplits.labels(placement.drawn())));
  }

  /** Adds a source whose speakers, or sentences alone, were drawn. */
  void addDrawn(
      String source,
      List<Candidate> own,
      Map<String, Split> intended,
      Map<String, Split> placed,
      boolean sentencesApart) {
    add(own, intended, placed);
    divisions.put(source, division(DividedBy.DRAWING, own, placed, sentencesApart, List.of()));
  }

  /** Adds a source of which nothing was drawn. */
  void addUndivided(String source, List<Candidate> own, Map<String, Split> splits) {
    add(own, splits, splits);
    divisions.put(source, division(DividedBy.NOTHING, own, splits, true, List.of()));
  }

  private SplitContents add(
      List<Candidate> own, Map<String, Split> intended, Map<String, Split> placed) {
    splits.putAll(placed);
    SplitContents contents = new SplitContents();
    for (Candidate candidate : own) {
      intendedContents.add(intended.get(candidate.id()), candidate.speaker(), candidate.sentence());
      Split split = placed.get(candidate.id());
      if (split != null) {
        placedContents.add(split, candidate.speaker(), candidate.sentence());
        contents.add(split, candidate.speaker(), candidate.sentence());
      }
    }
    return contents;
  }

  private static SplitPlan.Division division(
      DividedBy dividedBy,
      List<Candidate> own,
      Map<String, Split> placed,
      boolean sentencesApart,
      List<String> drawnFromTraining) {
    Map<String, Set<Split>> splitsOfSpeakers = new HashMap<>();
    Set<String> sentences = new HashSet<>();
    for (Candidate candidate : own) {
      candidate.sentence().ifPresent(sentences::add);
      Split split = placed.get(candidate.id());
      if (split != null) {
        splitsOfSpeakers.computeIfAbsent(candidate.speaker(), any -> new HashSet<>()).add(split);
      }
    }
    long overlapping =
        splitsOfSpeakers.values().stream().filter(several -> several.size() > 1).count();
    return new SplitPlan.Division(
        dividedBy,
        drawnFromTraining,
        own.size() - placed.size(),
        (int) overlapping,
        sentences.size(),
        sentences.isEmpty() || sentencesApart);
  }

  /** What the sources so far have in each split. */
  SplitContents placedContents() {
    return placedContents;
  }

  SplitPlan build() {
    return new SplitPlan(splits, divisions, intendedContents);
  }
}
